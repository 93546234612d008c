"""What every model shows on scenes and wordings it never saw. Each module measures one; none decides about training."""
