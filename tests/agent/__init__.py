"""The agent: grammars, adapters, nodes and sentences, over real GGUF files."""
