//! What somebody signs in as, and how far an act reaches.

use crate::text_enum;

text_enum!(
    /// What somebody signs in as.
    Role {
        /// Answers for the whole installation.
        Administrator = "administrator" => "Administrateur" / "Administrator",
        /// Runs the training at its sites.
        Manager = "manager" => "Responsable" / "Manager",
        /// Teaches and visits at its sites.
        Trainer = "trainer" => "Formateur" / "Trainer",
        /// Company tutor of apprentices.
        Tutor = "tutor" => "Maître d'apprentissage" / "Company tutor",
        /// Apprentice, who sees their own file.
        Student = "student" => "Apprenti" / "Apprentice",
        /// Software of a partner.
        Client = "client" => "Logiciel partenaire" / "Partner software",
    }
);

text_enum!(
    /// How far a role reaches with an act.
    Extent {
        /// Every site.
        All = "all" => "Partout" / "Everywhere",
        /// The sites they are bound to.
        Site = "site" => "Ses sites" / "Their sites",
        /// Their own apprentices, or their own file.
        Own = "own" => "Ce qui les concerne" / "What is their own",
        /// Never.
        No = "no" => "Jamais" / "Never",
    }
);
