"""What the studio answers: sentences composed of facts from the database. No language model writes them."""
