// A first administrator and one apprentice under contract, made through the client on the server that the tests are given.

import { Compagnon, person } from "../src/index.js";

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: these tests are run by \`cargo test --test api clients\``);
  return value;
}

export const base = given("API_BASE");
export const email = "ada@example.org";
export const password = "girafe-violon-neige-48";

export interface World {
  admin: Compagnon;
  site: string;
  contract: string;
}

/** Everything up to a signed contract, whose visits are then planned. */
export async function begin(): Promise<World> {
  const nobody = new Compagnon({ base });
  const token = given("BOOTSTRAP_TOKEN");
  await nobody.post("/v1/bootstrap", { body: { token, email, display_name: "Ada Lovelace", password } });
  const admin = new Compagnon({ base, session: person({ email, password }) });
  const { data: sites } = await admin.get("/v1/sites");
  const site = sites.data.find((one) => one.code === "ufa-leonie-aviat")?.id ?? "";
  const { data: cohort } = await admin.post("/v1/cohorts", {
    body: { site_id: site, programme: "bts-mco", starts_on: "2025-08-25", ends_on: "2027-08-24" },
  });
  const { data: employer } = await admin.post("/v1/employers", {
    body: {
      name: "Librairie des Halles", siret: "73282932000074", address_line: "12 rue Émile Zola", postal_code: "10000",
      city: "Troyes", naf: "4761Z", idcc: "3013", headcount: 12, kind_code: "12", specific_code: "0", opco: "opcommerce",
      email: "contact@librairie.example.org", phone: "03 25 80 72 17", site_id: site,
    },
  });
  const { data: tutor } = await admin.post("/v1/tutors", {
    body: {
      employer_id: employer.id, family_name: "Petit", given_name: "Marc", born_on: "1984-05-02",
      email: "marc.petit@librairie.example.org", phone: "06 11 22 33 44", diploma_level: 5, diploma_title: "BTS MUC",
      experience_years: 9, job_title: "Responsable de rayon",
    },
  });
  const { data: apprentice } = await admin.post("/v1/apprentices", {
    body: {
      family_name: "Durand", given_name: "Chloé", born_on: "2006-03-14", sex: "F", nationality_code: "1",
      birth_department: "10", birth_place: "Troyes", address_line: "4 rue des Tanneurs", postal_code: "10000",
      city: "Troyes", email: "chloe.durand@example.org", phone: "06 12 34 56 78", nir_given: true,
      last_class_code: "01", last_diploma_prepared_code: "42", previous_diploma_code: "42",
      previous_situation_code: "1", site_id: site,
    },
  });
  const { data: enrolment } = await admin.post("/v1/apprentices/{id}/enrolments", {
    path: { id: apprentice.id }, body: { cohort_id: cohort.id, enrolled_on: "2025-06-02" },
  });
  const { data: contract } = await admin.post("/v1/contracts", {
    body: {
      enrolment_id: enrolment.id, employer_id: employer.id, tutor_id: tutor.id, type_code: "11", mode_code: "1",
      starts_on: "2025-08-25", ends_on: "2027-08-24", tutor_attested: true,
      work: { dangerous_machines: false, weekly_minutes: 2100 },
      training: { hours: 1350, practical_starts_on: "2025-08-25", training_starts_on: "2025-09-01" },
      pay: {
        gross_salary_cents: 77478, retirement_fund: "AGIRC-ARRCO",
        lines: [
          { line: 1, year: 1, from_on: "2025-08-25", to_on: "2026-08-24", base: "smic", percent_hundredths: 4300 },
          { line: 1, year: 2, from_on: "2026-08-25", to_on: "2027-03-31", base: "smic", percent_hundredths: 5100 },
          { line: 2, year: 2, from_on: "2027-04-01", to_on: "2027-08-24", base: "smic", percent_hundredths: 6100 },
        ],
      },
    },
  });
  for (const [party, signatory] of [["employer", "Anne Durand"], ["apprentice", "Chloé Durand"]] as const) {
    await admin.post("/v1/contracts/{id}/signature", {
      path: { id: contract.id }, body: { party, signatory, signed_on: "2025-07-10" },
    });
  }
  return { admin, site, contract: contract.id };
}

