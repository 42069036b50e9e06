/// Why BuildKit refuses the value of `RUN --device`; nil when it takes it.
///
/// It is a line of CSV: one name, by itself or as `name=…`, and `required`. A key that it does not know is part of a name, as in
/// `vendor.com/gpu=all`.
func deviceFault(_ value: String) -> String? {
  guard let fields = MountField.all(of: value) else { return "its quotes must enclose a whole field, as in CSV" }
  var name: String?
  for field in fields {
    let key = field.key.lowercased()
    if key == "required" {
      guard let text = field.value, boolean(text) == nil else { continue }
      return "“\(text)” is no value of “required”: expected true or false"
    }
    if let name { return "--device asks for one device: found “\(field.text)” beside “\(name)”" }
    name = field.text
  }
  return nil
}

/// A truth value as Go's `strconv.ParseBool` reads it; nil for any other text.
func boolean(_ text: String) -> Bool? {
  if ["1", "t", "T", "TRUE", "true", "True"].contains(text) { return true }
  if ["0", "f", "F", "FALSE", "false", "False"].contains(text) { return false }
  return nil
}
