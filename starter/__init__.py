"""The built-in models: owns the painter's world, its training and its weights. Nothing else imports this package."""
