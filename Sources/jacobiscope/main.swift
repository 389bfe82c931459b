print("jacobiscope")
