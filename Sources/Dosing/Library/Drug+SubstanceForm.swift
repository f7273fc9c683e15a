// SPDX-License-Identifier: Apache-2.0

public import Course

extension Drug {
  /// A form of the substance in which texts state doses: eribulin as its mesylate (US) or as the base (EU).
  public struct SubstanceForm: Sendable, Hashable {
    /// Its name, for print: `mesylate`.
    public var name: String
    /// Words by which a name of the drug tells it: `mesilate`.
    public var words: [String]
    /// Doses that texts have in this form; in the same order as in the other forms, the first being the same dose as the first there.
    public var doses: [Dose]

    /// A form.
    public init(name: String, words: [String], doses: [Dose]) {
      self.name = name
      self.words = words
      self.doses = doses
    }
  }

  /// The form that a name tells: `eribulin mesylate`; nil where it tells none.
  public func form(in name: String) -> SubstanceForm? {
    let words = name.lowercased().split { !$0.isLetter }.map(String.init)
    return forms.first { form in !Set(words).isDisjoint(with: [form.name] + form.words) }
  }

  /// The form that a dose is of where none is told: the one that has exactly this dose, and no other has.
  public func form(having dose: Dose) -> SubstanceForm? {
    let having = forms.filter { $0.doses.contains(dose) }
    return having.count == 1 ? having[0] : nil
  }

  /// The same dose in another form, by the pairs that texts have; nil for a dose that is in none.
  public func dose(_ dose: Dose, of form: SubstanceForm, in other: String) -> Dose? {
    guard form.name != other else { return dose }
    guard let index = form.doses.firstIndex(of: dose), let other = forms.first(where: { $0.name == other }),
      other.doses.indices.contains(index)
    else { return nil }
    return other.doses[index]
  }
}
