/// What a text is a secret of, by a shape that nothing else has; nil when it has none. The text itself never gets into a
/// message.
func secretShape(of text: String) -> String? {
  // The variable of an image is the whole text, so that the header of a key alone tells enough.
  if text.contains("PRIVATE KEY-----") { return PrivateKeyText.description }
  return SecretTokens.find(in: Array(text.utf8)).first?.name
}
