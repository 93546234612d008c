"""Language models behind one face, langchain's BaseChatModel: a GGUF in this process, or a server elsewhere.

Both take `grammar`, `schema`, `max_tokens`, `temperature`, `seed`, `session` and `stopped` as call arguments and use
what they can. Owns transport and decoding; what an answer means is the nodes' business.
"""
