/// Dates of DICOM (DA, and the first eight digits of DT) moved by days.
enum ShiftedDate {
  /// `text` so many days earlier; its time stays. Nil where it does not begin with a date.
  static func earlier(_ text: String, days: Int) -> String? {
    let bare = text.filter { $0 != "." || text.count > 10 }
    let digits = bare.prefix(8)
    guard digits.count == 8, digits.allSatisfy(\.isASCII), let number = Int(digits),
      case let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100),
      (1...12).contains(month), (1...31).contains(day), year > 0
    else { return nil }
    let moved = civil(dayNumber(year, month, day) - days)
    let parts = [(moved.year, 4), (moved.month, 2), (moved.day, 2)].map { value, width in
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return parts.joined() + bare.dropFirst(8)
  }

  /// Days since the first of March of the year 0 (Gregorian).
  private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let fromMarch = (month + 9) % 12
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * fromMarch + 2) / 5
      + day - 1
  }

  private static func civil(_ number: Int) -> (year: Int, month: Int, day: Int) {
    let era = number / 146_097
    let inEra = number % 146_097
    let yearOfEra = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365
    let dayOfYear = inEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * dayOfYear + 2) / 153
    let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    return (
      400 * era + yearOfEra + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * fromMarch + 2) / 5 + 1
    )
  }
}
