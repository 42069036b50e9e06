print("imgpolicy")
