// SPDX-License-Identifier: Apache-2.0

/// What the reader knows of the types of resources of FHIR R4 (4.0.1): which elements they have, whose they are, and why some are left out.
enum FHIRTypes {
  /// The element that says of whom a resource is; nil for a type that is read of no patient.
  static func subject(of type: String) -> String? { subjects[type] }

  private static let subjects: [String: String] = [
    "Condition": "subject", "Observation": "subject", "Procedure": "subject", "MedicationStatement": "subject",
    "MedicationAdministration": "subject", "MedicationRequest": "subject", "AdverseEvent": "subject",
    "CarePlan": "subject", "DiagnosticReport": "subject", "Specimen": "subject", "BodyStructure": "patient",
    "AllergyIntolerance": "patient", "Immunization": "patient", "ImagingStudy": "subject",
    "ClinicalImpression": "subject", "RiskAssessment": "subject", "MedicationDispense": "subject",
    "ResearchSubject": "individual", "QuestionnaireResponse": "subject",
  ]

  /// Why resources of a type are left out; nil for one that is read.
  static func reason(leavingOut type: String) -> String? { reasons[type] }

  private static let reasons: [String: String] = {
    let lists = [
      (staff, "who treats or reports, and no fact of a course"),
      (administration, "administration, and no fact of a course"),
      (documents, "a document, whose text is not read"),
      (requests, "a request or a plan, which does not say that it happened"),
      (definitions, "a definition, and no fact of a patient"),
      (["MolecularSequence"], "a sequence, which no record holds"),
      (["FamilyMemberHistory"], "it is of a relative, and no finding of the patient"),
    ]
    var reasons: [String: String] = [:]
    for (types, reason) in lists { for type in types { reasons[type] = reason } }
    return reasons
  }()

  private static let staff: Set = [
    "CareTeam", "Device", "DeviceMetric", "Endpoint", "Group", "HealthcareService", "Location", "Organization",
    "OrganizationAffiliation", "Person", "Practitioner", "PractitionerRole", "RelatedPerson",
  ]
  private static let administration: Set = [
    "Account", "Appointment", "AppointmentResponse", "AuditEvent", "Basic", "ChargeItem", "Claim", "ClaimResponse",
    "Communication", "Consent", "Contract", "Coverage", "CoverageEligibilityRequest", "CoverageEligibilityResponse",
    "DetectedIssue", "DeviceUseStatement", "Encounter", "EnrollmentRequest", "EnrollmentResponse", "EpisodeOfCare",
    "ExplanationOfBenefit", "Flag", "GuidanceResponse", "ImmunizationEvaluation", "Invoice", "Linkage", "List",
    "MessageHeader", "OperationOutcome", "Parameters",
    "PaymentNotice", "PaymentReconciliation", "Provenance", "Schedule", "Slot", "Subscription", "Substance",
    "SupplyDelivery", "Task", "VerificationResult",
  ]
  private static let documents: Set = ["Binary", "Composition", "DocumentManifest", "DocumentReference", "Media"]
  private static let requests: Set = [
    "CommunicationRequest", "DeviceRequest", "Goal", "ImmunizationRecommendation", "NutritionOrder", "RequestGroup",
    "ServiceRequest", "SupplyRequest", "VisionPrescription",
  ]
  private static let definitions: Set = [
    "ActivityDefinition", "BiologicallyDerivedProduct", "CapabilityStatement", "CatalogEntry", "ChargeItemDefinition",
    "CodeSystem", "CompartmentDefinition", "ConceptMap", "DeviceDefinition", "EffectEvidenceSynthesis",
    "EventDefinition", "Evidence", "EvidenceVariable", "ExampleScenario", "GraphDefinition", "ImplementationGuide",
    "InsurancePlan", "Library", "Measure", "MeasureReport", "MedicationKnowledge", "MedicinalProduct",
    "MedicinalProductAuthorization", "MedicinalProductContraindication", "MedicinalProductIndication",
    "MedicinalProductIngredient", "MedicinalProductInteraction", "MedicinalProductManufactured",
    "MedicinalProductPackaged", "MedicinalProductPharmaceutical", "MedicinalProductUndesirableEffect",
    "MessageDefinition", "NamingSystem",
    "ObservationDefinition", "OperationDefinition", "PlanDefinition", "Questionnaire", "ResearchDefinition",
    "ResearchElementDefinition", "ResearchStudy", "RiskEvidenceSynthesis", "SearchParameter", "SpecimenDefinition",
    "StructureDefinition", "StructureMap", "SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein",
    "SubstanceReferenceInformation", "SubstanceSourceMaterial", "SubstanceSpecification", "TerminologyCapabilities",
    "TestReport", "TestScript", "ValueSet",
  ]

  // MARK: elements

  /// The elements of a type by their names, and whether they have others in them; nil for a type whose elements the reader does not know.
  static func elements(of type: String) -> [String: Bool]? { elements[type] }

  /// Elements that every resource may have.
  private static let common = "id meta: implicitRules language text: contained: extension: modifierExtension:"

  /// Names with a colon have other elements in them.
  private static let elements: [String: [String: Bool]] = [
    "Patient":
      "identifier: active name: telecom: gender birthDate deceasedBoolean deceasedDateTime address: maritalStatus: multipleBirthBoolean multipleBirthInteger photo: contact: communication: generalPractitioner: managingOrganization: link:",
    "Condition":
      "identifier: clinicalStatus: verificationStatus: category: severity: code: bodySite: subject: encounter: onsetDateTime onsetAge: onsetPeriod: onsetRange: onsetString abatementDateTime abatementAge: abatementPeriod: abatementRange: abatementString recordedDate recorder: asserter: stage: evidence: note:",
    "Observation":
      "identifier: basedOn: partOf: status category: code: subject: focus: encounter: effectiveDateTime effectivePeriod: effectiveTiming: effectiveInstant issued performer: valueQuantity: valueCodeableConcept: valueString valueBoolean valueInteger valueRange: valueRatio: valueSampledData: valueTime valueDateTime valuePeriod: dataAbsentReason: interpretation: note: bodySite: method: specimen: device: referenceRange: hasMember: derivedFrom: component:",
    "Procedure":
      "identifier: instantiatesCanonical instantiatesUri basedOn: partOf: status statusReason: category: code: subject: encounter: performedDateTime performedPeriod: performedString performedAge: performedRange: recorder: asserter: performer: location: reasonCode: reasonReference: bodySite: outcome: report: complication: complicationDetail: followUp: note: focalDevice: usedReference: usedCode:",
    "MedicationStatement":
      "identifier: basedOn: partOf: status statusReason: category: medicationCodeableConcept: medicationReference: subject: context: effectiveDateTime effectivePeriod: dateAsserted informationSource: derivedFrom: reasonCode: reasonReference: note: dosage:",
    "MedicationAdministration":
      "identifier: instantiates partOf: status statusReason: category: medicationCodeableConcept: medicationReference: subject: context: supportingInformation: effectiveDateTime effectivePeriod: performer: reasonCode: reasonReference: request: device: note: dosage: eventHistory:",
    "MedicationRequest":
      "identifier: status statusReason: intent category: priority doNotPerform reportedBoolean reportedReference: medicationCodeableConcept: medicationReference: subject: encounter: supportingInformation: authoredOn requester: performer: performerType: recorder: reasonCode: reasonReference: instantiatesCanonical instantiatesUri basedOn: groupIdentifier: courseOfTherapyType: insurance: note: dosageInstruction: dispenseRequest: substitution: priorPrescription: detectedIssue: eventHistory:",
    "AdverseEvent":
      "identifier: actuality category: event: subject: encounter: date detected recordedDate resultingCondition: location: seriousness: severity: outcome: recorder: contributor: suspectEntity: subjectMedicalHistory: referenceDocument: study:",
    "CarePlan":
      "identifier: instantiatesCanonical instantiatesUri basedOn: replaces: partOf: status intent category: title description subject: encounter: period: created author: contributor: careTeam: addresses: supportingInfo: goal: activity: note:",
    "DiagnosticReport":
      "identifier: basedOn: status category: code: subject: encounter: effectiveDateTime effectivePeriod: issued performer: resultsInterpreter: specimen: result: imagingStudy: media: conclusion conclusionCode: presentedForm:",
    "Specimen":
      "identifier: accessionIdentifier: status type: subject: receivedTime parent: request: collection: processing: container: condition: note:",
    "BodyStructure":
      "identifier: active morphology: location: locationQualifier: description image: patient:",
    "AllergyIntolerance":
      "identifier: clinicalStatus: verificationStatus: type category criticality code: patient: encounter: onsetDateTime onsetAge: onsetPeriod: onsetRange: onsetString recordedDate recorder: asserter: lastOccurrence note: reaction:",
  ].mapValues { list in
    var found: [String: Bool] = [:]
    for name in "\(common) \(list)".split(separator: " ") {
      found[String(name.hasSuffix(":") ? name.dropLast() : name)] = name.hasSuffix(":")
    }
    return found
  }

  // MARK: values

  /// What an element without others in it must be, by its name and that of the element around it.
  static func kind(of name: String, in parent: String) -> FHIRElement.Kind? {
    if name == "value" {
      return quantities.contains { parent.hasSuffix($0) } ? .number : nil
    }
    if numbers.contains(name) { return .number }
    if flags.contains(name) { return .flag }
    return texts.contains(name) ? .text : nil
  }

  private static let quantities = [
    "Quantity", "Age", "onsetAge", "abatementAge", "low", "high", "numerator", "denominator", "dose",
    "maxDosePerAdministration", "maxDosePerLifetime", "quantity",
  ]
  private static let numbers: Set = [
    "valueInteger", "valueUnsignedInt", "valuePositiveInt", "valueDecimal", "multipleBirthInteger", "frequency",
    "period", "sequence",
  ]
  private static let flags: Set = [
    "valueBoolean", "deceasedBoolean", "multipleBirthBoolean", "active", "userSelected", "doNotPerform",
    "reportedBoolean",
  ]
  private static let texts: Set = [
    "id", "url", "system", "code", "display", "version", "unit", "comparator", "reference", "status", "gender",
    "birthDate", "deceasedDateTime", "effectiveDateTime", "effectiveInstant", "performedDateTime", "start", "end",
    "onsetDateTime", "recordedDate", "authoredOn", "created", "date", "issued", "valueString", "valueCode",
    "valueDateTime", "valueDate", "conclusion", "description", "intent", "actuality", "text", "dateAsserted",
  ]
}
