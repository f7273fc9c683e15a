// SPDX-License-Identifier: Apache-2.0

import Plain

/// What drugs are called: generic names in English, German and as salts, abbreviations and common brands, each of one substance in one formulation.
///
/// What is in liposomes or bound to albumin is a drug of its own: its doses are others. The record keeps what was written; whoever compares asks for the
/// generic name. Drugs of a library bring names of their own (`RegimenLibrary.generic`).
public enum DrugNames {
  /// The generic name that a text means, whatever its case, its dose, its salt or its brand in brackets; nil where none is known or two are meant.
  public static func generic(_ text: String) -> String? { generic(text, in: exact) }

  /// The generic name that a name in lower case stands for, as it is in the list.
  public static func exact(_ name: String) -> String? { index[name] }

  /// The generic name that a text means by a list of names in lower case.
  public static func generic(_ text: String, in names: (String) -> String?) -> String? {
    let (outside, inside) = parts(text)
    var meant: Set<String> = []
    if let name = spellings(outside).lazy.compactMap(names).first { meant.insert(name) }
    for part in inside {
      // `doxorubicin (liposomal)` is not what stands before the bracket; `(weekly)` says nothing of it.
      if let name = spellings(part).lazy.compactMap(names).first {
        meant.insert(name)
      } else if formulations.contains(where: { part.contains($0) }) {
        return spellings("\(part) \(outside)").lazy.compactMap(names).first
      }
    }
    // Of a substance and a formulation of it (`doxorubicin (Caelyx)`) the formulation is meant; of two drugs none.
    return meant.first { name in meant.allSatisfy { $0 == name || name.hasSuffix(" \($0)") || name.hasSuffix("-\($0)") }
    }
  }

  /// All names, for who looks for the nearest.
  public static let all: [String] = index.keys.sorted()

  // MARK: how a name is written

  /// What stands outside of brackets, and in them, in lower case with single spaces.
  private static func parts(_ text: String) -> (outside: String, inside: [String]) {
    var outside = ""
    var inside: [String] = []
    var depth = 0
    for character in text.lowercased() where !"®™".contains(character) {
      switch character {
      case "(", "[":
        if depth == 0 { inside.append("") }
        depth += 1
      case ")", "]": depth = max(0, depth - 1)
      default: if depth == 0 { outside.append(character) } else { inside[inside.count - 1].append(character) }
      }
    }
    func plain(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    return (plain(outside), inside.map(plain))
  }

  /// A name as it stands, without its dose, without its salt, and each with the `e` that German leaves out.
  private static func spellings(_ text: String) -> [String] {
    var all = [text]
    var words = text.split(separator: " ").map(String.init)
    if let dose = words.firstIndex(where: { $0.first?.isNumber == true }), dose > 0 {
      words = Array(words[..<dose])
      all.append(words.joined(separator: " "))
    }
    while words.count > 1, let last = words.last, salts.contains(last) {
      words.removeLast()
      all.append(words.joined(separator: " "))
    }
    // German writes the salt without a blank: `eribulinmesilat`.
    for name in all {
      for salt in salts where salt.count > 5 && name.hasSuffix(salt) && name.count > salt.count + 3 {
        all.append(String(name.dropLast(salt.count)).trimmed)
      }
    }
    for name in all where !name.hasSuffix("e") { all.append(name + "e") }
    return all
  }

  /// Salts, waters and forms behind the name of a substance. They change no generic name, though the dose may be stated by another of them.
  private static let salts: Set = [
    "hydrochloride", "hydrochlorid", "dihydrochloride", "dihydrochlorid", "hcl", "sodium", "natrium", "disodium",
    "sulfate", "sulphate", "sulfat", "citrate", "citrat", "mesylate", "mesilate", "mesilat", "mesylat", "tosylate",
    "tosilate", "tosilat", "acetate", "acetat", "phosphate", "phosphat", "malate", "malat", "maleate", "maleat",
    "tartrate", "ditartrate", "tartrat", "ditartrat", "succinate", "succinat", "besylate", "monohydrate",
    "monohydrat", "dihydrate", "dihydrat", "iv", "i.v.", "po", "p.o.", "sc", "s.c.", "weekly", "wöchentlich",
  ]
  private static let formulations = ["liposom", "pegyl", "albumin", "nab", "nanopart"]

  // MARK: the list

  /// Names of one purpose: each drug by its generic name, then what else it is called.
  struct Group {
    var purpose: String
    var isSupport = true
    var drugs: [[String]]
  }

  private static let index: [String: String] = Dictionary(
    groups.flatMap { $0.drugs.flatMap { names in names.map { ($0, names[0]) } } },
    uniquingKeysWith: { first, _ in first })

  /// Generic names of what only supports.
  static let supportive = Set(groups.filter(\.isSupport).flatMap { $0.drugs.map { $0[0] } })

  /// Generic names of what treats tumours, but for corticosteroids, which do other things too.
  package static let againstTumours = Set(groups.filter { !$0.isSupport }.flatMap { $0.drugs.map { $0[0] } })
    .subtracting(corticosteroids)

  /// Generic names of corticosteroids.
  static let corticosteroids = Set(
    groups.filter { $0.purpose.hasPrefix("corticosteroids") }.flatMap { $0.drugs.map { $0[0] } })

  /// By group of the ATC index of the WHO Collaborating Centre for Drug Statistics Methodology. Generic names are those of the INN lists of the WHO; brands are
  /// known as titles of product texts (EMA, FDA, Rote Liste) and were not read there one by one: not confirmed.
  static let groups: [Group] = [
    Group(
      purpose: "colony-stimulating factors (ATC L03AA)",
      drugs: [
        ["filgrastim", "neupogen", "zarzio", "nivestim", "accofil", "tbo-filgrastim"], ["lenograstim", "granocyte"],
        ["lipegfilgrastim", "lonquex"],
        ["pegfilgrastim", "neulasta", "pelgraz", "ziextenzo", "fulphila", "pelmeg"], ["sargramostim", "leukine"],
        ["g-csf", "gcsf"],
      ]),
    Group(
      purpose: "antianaemics (ATC B03)",
      drugs: [
        ["darbepoetin alfa", "darbepoetin", "aranesp"],
        [
          "epoetin", "erythropoietin", "epo", "epoetin alfa", "epoetin beta", "epoetin zeta", "epoetin theta", "erypo",
          "neorecormon",
        ],
        ["iron sucrose", "venofer", "eisensucrose"],
        ["ferric carboxymaltose", "ferinject", "injectafer", "eisencarboxymaltose"],
        ["ferric derisomaltose", "monofer", "monoferric"], ["iron", "eisen"], ["folic acid", "folsäure"],
        ["cyanocobalamin", "vitamin b12", "b12"], ["hydroxocobalamin"],
      ]),
    Group(
      purpose: "drugs for the skeleton (ATC M05B), calcium and vitamin D (ATC A11CC, A12A)",
      drugs: [
        ["clodronic acid", "clodronate", "clodronsäure", "clodronat", "bonefos"],
        ["denosumab", "xgeva", "prolia"],
        ["ibandronic acid", "ibandronate", "ibandronsäure", "ibandronat", "bondronat"],
        ["pamidronic acid", "pamidronate", "pamidronsäure", "pamidronat", "aredia"],
        ["zoledronic acid", "zoledronate", "zoledronsäure", "zoledronat", "zometa", "aclasta", "reclast"],
        ["colecalciferol", "cholecalciferol", "vitamin d", "vitamin d3"], ["calcium", "kalzium", "calcium carbonate"],
      ]),
    Group(
      purpose: "antiemetics (ATC A04A) and what is given as one",
      drugs: [
        ["aprepitant", "emend"], ["fosaprepitant", "ivemend"], ["dolasetron"], ["granisetron", "kevatril"],
        ["netupitant and palonosetron", "netupitant/palonosetron", "netupitant", "akynzeo"],
        ["ondansetron", "zofran"], ["palonosetron", "aloxi"], ["rolapitant"], ["tropisetron"],
        ["metoclopramide", "mcp", "paspertin"], ["dimenhydrinate", "vomex"], ["olanzapine"],
      ]),
    Group(
      purpose: "protective agents (ATC V03AF) and drugs for the uric acid (ATC M04A)",
      drugs: [
        [
          "folinic acid", "leucovorin", "calcium folinate", "calciumfolinat", "folinsäure", "levofolinic acid",
          "levoleucovorin",
        ],
        ["dexrazoxane", "cardioxane", "zinecard"], ["mesna", "uromitexan", "mesnex"],
        ["rasburicase", "fasturtec", "elitek"], ["amifostine", "ethyol"], ["glucarpidase"],
        ["palifermin", "kepivance"],
        ["allopurinol"],
      ]),
    Group(
      purpose: "antithrombotics (ATC B01A)",
      drugs: [
        ["enoxaparin", "clexane", "lovenox"], ["dalteparin", "fragmin"], ["tinzaparin", "innohep"],
        ["nadroparin", "fraxiparin"], ["certoparin", "mono-embolex"], ["fondaparinux", "arixtra"], ["heparin"],
        ["apixaban", "eliquis"], ["rivaroxaban", "xarelto"], ["edoxaban", "lixiana"], ["dabigatran", "pradaxa"],
        ["phenprocoumon", "marcumar"], ["warfarin", "coumadin"],
        ["acetylsalicylic acid", "aspirin", "acetylsalicylsäure"],
      ]),
    Group(
      purpose: "analgesics (ATC N02, M01A)",
      drugs: [
        ["morphine", "morphin"], ["oxycodone", "oxycodon"], ["hydromorphone", "hydromorphon"], ["fentanyl"],
        ["buprenorphine", "buprenorphin"], ["methadone", "methadon"], ["tapentadol", "palexia"],
        ["tilidine", "tilidin"],
        ["tramadol"], ["metamizole", "metamizol", "dipyrone", "novalgin"], ["paracetamol", "acetaminophen"],
        ["ibuprofen"], ["diclofenac"], ["celecoxib"], ["pregabalin", "lyrica"], ["gabapentin"],
      ]),
    Group(
      purpose: "acid, gut and infection (ATC A02B, A07D, J)",
      drugs: [
        ["pantoprazole", "pantoprazol", "pantozol", "protonix"], ["omeprazole", "omeprazol", "antra", "prilosec"],
        ["esomeprazole", "esomeprazol", "nexium"], ["lansoprazole", "lansoprazol"], ["rabeprazole", "rabeprazol"],
        ["famotidine", "famotidin"], ["ranitidine", "ranitidin"], ["sucralfate", "sucralfat"],
        ["macrogol", "movicol"], ["lactulose", "bifiteral"], ["sodium picosulfate", "natriumpicosulfat", "laxoberal"],
        ["bisacodyl", "dulcolax"], ["simeticone", "simeticon"], ["pancreatin", "pankreatin", "kreon", "creon"],
        ["butylscopolamine", "butylscopolamin", "buscopan"], ["nystatin"],
        ["amoxicillin"], ["amoxicillin and clavulanic acid", "amoxicillin/clavulanic acid", "augmentan", "augmentin"],
        ["ampicillin and sulbactam", "ampicillin/sulbactam", "unacid"], ["cefuroxime", "cefuroxim"],
        ["ceftriaxone", "ceftriaxon", "rocephin"], ["meropenem"], ["imipenem"], ["vancomycin"],
        ["metronidazole", "metronidazol"],
        ["moxifloxacin"], ["azithromycin"], ["voriconazole", "voriconazol"], ["posaconazole", "posaconazol"],
        ["valaciclovir"],
        ["loperamide", "loperamid"], ["ciprofloxacin"], ["levofloxacin"], ["aciclovir", "acyclovir"], ["fluconazole"],
        ["sulfamethoxazole and trimethoprim", "co-trimoxazole", "cotrimoxazole", "cotrimoxazol"],
        ["piperacillin and tazobactam", "piperacillin/tazobactam"],
      ]),
    Group(
      purpose: "heart, vessels and diuretics (ATC C)",
      drugs: [
        ["furosemide", "furosemid", "lasix"], ["torasemide", "torasemid", "torem"],
        ["hydrochlorothiazide", "hydrochlorothiazid", "hct"], ["spironolactone", "spironolacton", "aldactone"],
        ["amlodipine", "amlodipin", "norvasc"], ["bisoprolol", "concor"], ["metoprolol", "beloc"],
        ["ramipril", "delix"], ["enalapril"], ["lisinopril"], ["candesartan", "atacand"], ["valsartan", "diovan"],
        ["simvastatin", "zocor"], ["atorvastatin", "sortis", "lipitor"], ["digitoxin"], ["digoxin"],
      ]),
    Group(
      purpose: "diabetes, electrolytes (ATC A10, A12, B05)",
      drugs: [
        ["insulin", "insulin glargine", "lantus"], ["metformin", "glucophage"], ["sitagliptin", "januvia"],
        ["potassium chloride", "kaliumchlorid", "kalinor"], ["magnesium"], ["potassium", "kalium"],
        ["sodium bicarbonate", "natriumbikarbonat", "bicarbonate"], ["sodium chloride", "natriumchlorid"],
      ]),
    Group(
      purpose: "nervous system and airways (ATC N03, N05, N06, R03)",
      drugs: [
        ["levetiracetam", "keppra"], ["lorazepam", "tavor", "ativan"], ["midazolam", "dormicum"],
        ["haloperidol", "haldol"], ["mirtazapine", "mirtazapin", "remergil"], ["citalopram"], ["escitalopram"],
        ["sertraline", "sertralin"], ["amitriptyline", "amitriptylin"], ["zopiclone", "zopiclon"],
        ["zolpidem"], ["salbutamol", "albuterol"], ["ipratropium"],
      ]),
    Group(
      purpose: "corticosteroids (ATC H02A), which treat tumours too", isSupport: false,
      drugs: [
        ["dexamethasone", "dexamethason", "fortecortin", "decadron", "dexa"], ["prednisone", "prednison", "decortin"],
        ["prednisolone", "prednisolon", "decortin h", "solu-decortin", "solu-decortin h", "prednisolut"],
        ["methylprednisolone", "methylprednisolon", "urbason", "solu-medrol", "medrol"],
        ["hydrocortisone", "hydrocortison", "cortisol"], ["cortisone", "cortison"],
        ["betamethasone", "betamethason", "celestan", "celestone"], ["fludrocortisone", "fludrocortison"],
        ["triamcinolone", "triamcinolon"],
      ]),
    Group(purpose: "no drug: opens no line, unless a trial says that its arm is one", drugs: [["placebo", "plazebo"]]),
    Group(
      purpose: "cytotoxic drugs (ATC L01A to L01D, L01XX)", isSupport: false,
      drugs: [
        ["bleomycin"], ["busulfan"], ["capecitabine", "xeloda"], ["cytarabine"],
        ["dactinomycin", "actinomycin d", "actinomycin-d", "cosmegen"],
        ["etoposide", "vp-16", "vp16", "vepesid", "etopophos"],
        ["fluorouracil", "5-fu", "5-fluorouracil"], ["hydroxycarbamide", "hydroxyurea", "litalir"],
        ["mitotane", "mitotan", "lysodren"], ["irinotecan", "cpt-11", "camptosar", "campto"], ["lomustine", "ccnu"],
        ["lurbinectedin", "zepzelca"], ["melphalan", "alkeran"], ["methotrexate", "mtx", "hd-mtx"],
        ["mitomycin", "mitomycin c"], ["oxaliplatin", "eloxatin"], ["paclitaxel", "taxol"],
        ["pemetrexed", "alimta"], ["temozolomide", "temodal", "temodar"], ["topotecan", "hycamtin"],
        ["treosulfan", "ovastat"],
        ["trofosfamide", "ixoten"], ["vinblastine"], ["vincristine", "oncovin"], ["vindesine", "eldisine"],
        ["aldoxorubicin"], ["evofosfamide"], ["palifosfamide"],
      ]),
    Group(
      purpose: "other formulations, which are drugs of their own", isSupport: false,
      drugs: [
        [
          "pegylated liposomal doxorubicin", "caelyx", "doxil", "lipodox", "pld", "peg-liposomal doxorubicin",
          "pegyliertes liposomales doxorubicin", "peg-doxorubicin", "pegylated doxorubicin",
        ],
        ["liposomal doxorubicin", "liposomales doxorubicin", "doxorubicin liposomal", "lipo-doxorubicin"],
        ["non-pegylated liposomal doxorubicin", "myocet"],
        [
          "nab-paclitaxel", "abraxane", "nanoparticle albumin-bound paclitaxel", "albumin-bound paclitaxel",
          "paclitaxel albumin", "nab paclitaxel",
        ],
        ["liposomal irinotecan", "onivyde", "pegylated liposomal irinotecan", "liposomales irinotecan", "nal-iri"],
        ["liposomal daunorubicin", "daunoxome"], ["liposomal daunorubicin and cytarabine", "vyxeos", "cpx-351"],
        ["liposomal vincristine", "marqibo"], ["nab-sirolimus", "fyarro", "albumin-bound sirolimus", "abi-009"],
        ["liposomal mifamurtide", "mifamurtide", "mepact", "l-mtp-pe"],
      ]),
    Group(
      purpose: "kinase inhibitors and other targeted drugs (ATC L01E, L01X)", isSupport: false,
      drugs: [
        ["anlotinib"], ["apatinib", "rivoceranib"], ["avapritinib", "ayvakyt", "ayvakit"], ["axitinib", "inlyta"],
        ["cabozantinib", "cabometyx", "cometriq"], ["cediranib"], ["crizotinib", "xalkori"],
        ["dabrafenib", "tafinlar"],
        ["dasatinib", "sprycel"], ["entrectinib", "rozlytrek"], ["everolimus", "afinitor"],
        ["imatinib", "glivec", "gleevec"],
        ["lenvatinib", "lenvima", "kisplyx"], ["nilotinib", "tasigna"], ["nintedanib"], ["nirogacestat", "ogsiveo"],
        ["olaparib", "lynparza"], ["palbociclib", "ibrance"], ["pexidartinib", "turalio"], ["pimicotinib"],
        ["repotrectinib", "augtyro"], ["ripretinib", "qinlock"], ["selinexor", "xpovio"], ["selumetinib", "koselugo"],
        ["sirolimus", "rapamune", "rapamycin"], ["sorafenib", "nexavar"], ["sunitinib", "sutent"],
        ["tazemetostat", "tazverik"], ["temsirolimus", "torisel"], ["trametinib", "mekinist"],
        ["vemurafenib", "zelboraf"], ["vimseltinib", "romvimza"], ["vorinostat", "zolinza"],
      ]),
    Group(
      purpose: "antibodies, immunotherapy and cells (ATC L01F, L01X, L03)", isSupport: false,
      drugs: [
        ["afamitresgene autoleucel", "afami-cel", "tecelra"], ["atezolizumab", "tecentriq"], ["avelumab", "bavencio"],
        ["bempegaldesleukin"], ["catumaxomab"], ["cemiplimab", "libtayo"],
        ["dinutuximab beta", "dinutuximab", "qarziba", "unituxin"],
        ["dostarlimab", "jemperli"], ["durvalumab", "imfinzi"], ["ipilimumab", "yervoy"],
        ["letetresgene autoleucel", "lete-cel"], ["naxitamab", "danyelza"], ["nivolumab", "opdivo"],
        ["pembrolizumab", "keytruda"], ["ramucirumab", "cyramza"], ["trastuzumab", "herceptin"],
        ["trastuzumab deruxtecan", "enhertu", "t-dxd"],
        ["trastuzumab emtansine", "trastuzumab emtansin", "kadcyla", "t-dm1"], ["tremelimumab", "imjudo"],
        ["talimogene laherparepvec", "t-vec", "imlygic"],
        ["interferon alfa", "interferon", "interferon-alpha"], ["aldesleukin", "interleukin-2", "il-2", "proleukin"],
        ["thalidomide"], ["lenalidomide", "revlimid"], ["tasonermin", "beromun"],
      ]),
    Group(
      purpose: "hormones (ATC L02, G03)", isSupport: false,
      drugs: [
        ["anastrozole", "anastrozol", "arimidex"], ["exemestane", "aromasin"], ["fulvestrant", "faslodex"],
        ["goserelin", "zoladex"], ["letrozole", "letrozol", "femara"], ["leuprorelin", "leuprolide", "trenantone"],
        ["medroxyprogesterone", "mpa"], ["megestrol", "megace"], ["octreotide", "sandostatin"],
        ["tamoxifen", "nolvadex"],
        ["toremifene"], ["triptorelin", "pamorelin"],
      ]),
  ]
}
