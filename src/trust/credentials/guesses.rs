//! How many guesses a password takes from somebody who knows the words that people make them of (`wordlists/`).

use std::sync::LazyLock;

use fst::raw::Fst;

use crate::platform::folding::folded;

/// Words of `wordlists/`, each with its place in the list.
static WORDS: LazyLock<Option<Fst<&'static [u8]>>> =
    LazyLock::new(|| Fst::new(&include_bytes!(concat!(env!("OUT_DIR"), "/known_words.fst"))[..]).ok());

/// Guesses for one character of no word, as a power of ten.
const CHARACTER: f64 = 1.0;
/// A character that came before, of those that are neither letters nor digits.
const SYMBOL_AGAIN: f64 = 0.1;
/// A walk along a row of the keyboard, the alphabet or the digits: which, from where, how far.
const WALK: f64 = 2.0;
/// A year of our time.
const YEAR: f64 = 2.0;
/// What came before, once more; a word about the person.
const NEARLY_NOTHING: f64 = 0.7;
/// Fewest characters of a walk, and of what comes again.
const FEWEST: usize = 3;
/// Rows of keys that fingers walk along, both ways; columns too, and one row after the other, on a French keyboard.
const ROWS: [&str; 12] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "aqwzsxedcrfvtgbyhnujikolpm",
    "1aqw2zsx3edc4rfv5tgb6yhn7uj8ik9ol0pm",
    "a1z2e3r4t5y6u7i8o9p0",
    "1a2z3e4r5t6y7u8i9o0p",
];

/// Guesses a password takes, as a power of ten, from somebody who also knows words about its owner.
pub fn guesses_log10(password: &str, about: &[&str]) -> f64 {
    let about: Vec<Vec<char>> = about.iter().map(|word| letters(word)).collect();
    let meant = |key: fn(char) -> char| guesses(&password.chars().map(key).collect::<String>(), &about);
    guesses(password, &about).min(meant(letter_meant)).min(meant(digit_on_key))
}

fn guesses(password: &str, about: &[Vec<char>]) -> f64 {
    let mut symbols: Vec<char> = password.chars().filter(|c| !c.is_alphanumeric()).collect();
    let all = symbols.len();
    symbols.sort_unstable();
    symbols.dedup();
    let again = all - symbols.len();
    let (new, again) = (u32::try_from(symbols.len()), u32::try_from(again));
    let of_symbols =
        f64::from(new.unwrap_or(u32::MAX)) * CHARACTER + f64::from(again.unwrap_or(u32::MAX)) * SYMBOL_AGAIN;
    cheapest(&letters(password), about) + of_symbols
}

/// The cheapest way to put letters together from what somebody who guesses knows.
fn cheapest(text: &[char], about: &[Vec<char>]) -> f64 {
    let mut costs = vec![f64::INFINITY; text.len() + 1];
    costs[0] = 0.0;
    for begin in 0..text.len() {
        let so_far = costs[begin];
        let mut offer = |length: usize, cost: f64| {
            let reached = &mut costs[begin + length];
            *reached = reached.min(so_far + cost);
        };
        offer(1, CHARACTER);
        let rest = &text[begin..];
        words_at(rest, &mut offer);
        (FEWEST..=walk_at(rest)).for_each(|length| offer(length, WALK));
        (FEWEST..=again_at(text, begin)).for_each(|length| offer(length, NEARLY_NOTHING));
        if let ['1', '9', a, b, ..] | ['2', '0', a, b, ..] = rest
            && a.is_ascii_digit()
            && b.is_ascii_digit()
        {
            offer(4, YEAR);
        }
        for word in about.iter().filter(|word| word.len() >= FEWEST && rest.starts_with(word)) {
            offer(word.len(), NEARLY_NOTHING);
        }
    }
    costs.pop().unwrap_or_default()
}

/// Offers every word of the lists that begins there, at the price of its place.
fn words_at(rest: &[char], offer: &mut impl FnMut(usize, f64)) {
    let Some(words) = WORDS.as_ref() else { return };
    let (mut node, mut place) = (words.root(), 0);
    for (length, letter) in (1..).zip(rest) {
        let letter = u8::try_from(*letter).ok();
        let Some(next) = letter.and_then(|letter| node.find_input(letter)) else { return };
        let step = node.transition(next);
        place += step.out.value();
        node = words.node(step.addr);
        if node.is_final() {
            let place = u32::try_from(place + node.final_output().value()).unwrap_or(u32::MAX);
            offer(length, f64::from(place).log10());
        }
    }
}

/// How many characters from there walk along a row.
fn walk_at(rest: &[char]) -> usize {
    let along = |row: &str| {
        let place = |c: char| row.chars().position(|key| key == c);
        let ahead = rest.windows(2).take_while(|two| next_to(place(two[0]), place(two[1]))).count();
        let back = rest.windows(2).take_while(|two| next_to(place(two[1]), place(two[0]))).count();
        ahead.max(back) + 1
    };
    ROWS.iter().map(|row| along(row)).max().unwrap_or_default().min(rest.len())
}

fn next_to(one: Option<usize>, other: Option<usize>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one + 1 == other)
}

/// How many characters from there came already.
fn again_at(text: &[char], begin: usize) -> usize {
    let alike = |earlier: usize| {
        let both = text[earlier..].iter().zip(&text[begin..]);
        both.take_while(|(one, other)| one == other).count()
    };
    (0..begin).map(alike).max().unwrap_or_default()
}

/// Letters and digits alone, in lower case and without accents.
fn letters(text: &str) -> Vec<char> {
    folded(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The letter a digit or a sign stands for.
const fn letter_meant(sign: char) -> char {
    match sign {
        '@' | '4' => 'a',
        '3' | '€' => 'e',
        '1' | '!' | '|' => 'i',
        '0' => 'o',
        '5' | '$' => 's',
        '7' | '+' => 't',
        '8' => 'b',
        '9' => 'g',
        _ => sign,
    }
}

/// The digit on the key of a sign, on a French keyboard.
const fn digit_on_key(sign: char) -> char {
    match sign {
        '&' => '1',
        'é' => '2',
        '"' => '3',
        '\'' => '4',
        '(' => '5',
        '-' => '6',
        'è' => '7',
        '_' => '8',
        'ç' => '9',
        'à' => '0',
        _ => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_hold_more_than_a_hundred_thousand_words() {
        assert!(WORDS.as_ref().unwrap().len() > 100_000);
    }

    #[test]
    fn what_people_make_passwords_of_takes_few_guesses() {
        let easy = [
            "azertyuiopqsdfghjklm",
            "a1z2e3r4t5y6u7i8",
            "1aqw2zsx3edc4rfv",
            "lundimardimercredi",
            "Samedi.Dimanche.2026",
            "Bienvenue123456",
            "Lyon69000Lyon69",
            "poiuytrezamlkjhgfdsq",
            "administrateur123",
            "Administrateur2026!",
            "marseille13marseille",
            "M@rs3ille-M@rs3ille",
            "correcthorsebatterystaple",
            "Correct Horse Battery Staple 1",
            "abcdefghijklmnopqrst",
            "janvierfevriermars",
            "liberté-égalité-fraternité",
            "anticonstitutionnellement",
            "bonjourbonjourbonjour",
            "jetaimemonamour2008",
            "toulousetoulouse31",
            "aaaaaaaaaaaaaaaaaaaa",
            "- - - - - - - - - - -",
            "&é\"'(-è_çà&é\"'(-è_çà",
        ];
        let passed: Vec<&str> = easy.into_iter().filter(|easy| guesses_log10(easy, &[]) >= 10.0).collect();
        assert!(passed.is_empty(), "{passed:?}");
        assert!(guesses_log10("jacotin.melanie.jacotin", &["jacotin", "Mélanie"]) < 10.0);
    }

    #[test]
    fn unrelated_words_letters_and_signs_take_many() {
        for hard in [
            "girafe-violon-neige-48",
            "tondeuse-orage-lilas-17",
            "pont-marais-cuivre-72",
            "tambour-brume-olive-35",
            "correct cheval pile agrafe",
            "kzqpwmxtruvbnhgd",
            "🦒🎻🌋🐢🎹🪁🚲🍋🧭🪗🦔🌵🎲🧊🪴",
            "§%¤#~{}[]|£@¨?./°<>",
            "Ψηφίο και άνεμος 7 δύο",
        ] {
            let found = guesses_log10(hard, &[]);
            assert!(found >= 10.0, "{hard}: {found}");
        }
    }
}
