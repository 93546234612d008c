"""English for scenes and for changes of them. Owns wordings; says nothing that the scene does not hold."""
