"""What the tools share when they run models: loading and keeping them, seeds, devices, imaging, previews."""
