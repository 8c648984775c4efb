//! What a `funding.json` may hold: the schema of version v1.0.0 (2026-01-02) and the limits of the directory's validator
//! (2025-09-02). Rules that neither states are not checked.

use serde_json::Value;

use super::Fault;

/// What the rules refuse; empty for a valid manifest.
pub fn faults(manifest: &Value) -> Vec<Fault> {
    let mut check = Check { faults: Vec::new() };
    check.version(manifest);
    check.entity(&manifest["entity"]);
    if let Some(projects) = manifest.get("projects") {
        check.count("projects", projects, 1, 30);
        check.each("projects", projects, Check::project);
    }
    let funding = &manifest["funding"];
    check.count("funding.channels", &funding["channels"], 1, 10);
    check.each("funding.channels", &funding["channels"], Check::channel);
    check.count("funding.plans", &funding["plans"], 1, 10);
    check.each("funding.plans", &funding["plans"], |check, place, plan| check.plan(place, plan, &funding["channels"]));
    if let Some(history) = funding.get("history") {
        check.count("funding.history", history, 0, 50);
        check.each("funding.history", history, Check::year);
    }
    check.faults
}

struct Check {
    faults: Vec<Fault>,
}

impl Check {
    fn fault(&mut self, place: &str, what: impl Into<String>) {
        self.faults.push(Fault { place: place.to_owned(), what: what.into() });
    }

    fn version(&mut self, manifest: &Value) {
        if manifest["version"] != "v1.0.0" {
            self.fault("version", "has to be v1.0.0");
        }
    }

    fn entity(&mut self, entity: &Value) {
        self.choice("entity.type", &entity["type"], &["individual", "group", "organisation", "other"]);
        let roles = ["owner", "steward", "maintainer", "contributor", "other"];
        self.choice("entity.role", &entity["role"], &roles);
        self.text("entity.name", &entity["name"], 2, 250);
        self.text("entity.email", &entity["email"], 1, 250);
        self.optional("entity.phone", &entity["phone"], 32);
        self.text("entity.description", &entity["description"], 5, 2_000);
        self.page("entity.webpageUrl", &entity["webpageUrl"]);
    }

    fn project(&mut self, place: &str, project: &Value) {
        self.id(&format!("{place}.guid"), &project["guid"]);
        self.text(&format!("{place}.name"), &project["name"], 1, 250);
        self.text(&format!("{place}.description"), &project["description"], 5, 2_000);
        self.page(&format!("{place}.webpageUrl"), &project["webpageUrl"]);
        self.page(&format!("{place}.repositoryUrl"), &project["repositoryUrl"]);
        let (licences, tags) = (format!("{place}.licenses"), format!("{place}.tags"));
        self.count(&licences, &project["licenses"], 0, 5);
        self.count(&tags, &project["tags"], 0, 10);
        self.each(&tags, &project["tags"], Self::id);
    }

    fn channel(&mut self, place: &str, channel: &Value) {
        self.id(&format!("{place}.guid"), &channel["guid"]);
        let kinds = ["bank", "payment-provider", "cheque", "cash", "other"];
        self.choice(&format!("{place}.type"), &channel["type"], &kinds);
        self.optional(&format!("{place}.address"), &channel["address"], 250);
        self.optional(&format!("{place}.description"), &channel["description"], 500);
    }

    fn plan(&mut self, place: &str, plan: &Value, channels: &Value) {
        self.id(&format!("{place}.guid"), &plan["guid"]);
        self.choice(&format!("{place}.status"), &plan["status"], &["active", "inactive"]);
        self.text(&format!("{place}.name"), &plan["name"], 3, 250);
        self.optional(&format!("{place}.description"), &plan["description"], 500);
        match plan["amount"].as_u64() {
            Some(amount) if amount <= 1_000_000_000 => {}
            Some(_) => self.fault(&format!("{place}.amount"), "is above 1,000,000,000"),
            None => self.fault(&format!("{place}.amount"), "has to be a number of 0 or more"),
        }
        self.currency(&format!("{place}.currency"), &plan["currency"]);
        let frequencies = ["one-time", "weekly", "fortnightly", "monthly", "yearly", "other"];
        self.choice(&format!("{place}.frequency"), &plan["frequency"], &frequencies);
        let known = |id: &Value| list(channels).iter().any(|channel| channel["guid"] == *id);
        for id in list(&plan["channels"]).iter().filter(|id| !known(id)) {
            self.fault(&format!("{place}.channels"), format!("names {id}, which is no channel"));
        }
    }

    fn year(&mut self, place: &str, entry: &Value) {
        if !entry["year"].as_u64().is_some_and(|year| (1970..=2075).contains(&year)) {
            self.fault(&format!("{place}.year"), "has to be a year from 1970 to 2075");
        }
        self.currency(&format!("{place}.currency"), &entry["currency"]);
        self.optional(&format!("{place}.description"), &entry["description"], 500);
    }

    fn each(&mut self, place: &str, values: &Value, mut one: impl FnMut(&mut Self, &str, &Value)) {
        for (idx, value) in list(values).iter().enumerate() {
            one(self, &format!("{place}[{idx}]"), value);
        }
    }

    fn count(&mut self, place: &str, values: &Value, min: usize, max: usize) {
        let n = list(values).len();
        if n < min {
            self.fault(place, "is missing");
        } else if n > max {
            self.fault(place, format!("has {n} entries where {max} are allowed"));
        }
    }

    /// Text that has to be there, in characters.
    fn text(&mut self, place: &str, value: &Value, min: usize, max: usize) {
        match value.as_str().map(|text| text.chars().count()) {
            None | Some(0) => self.fault(place, "is missing"),
            Some(n) if n < min => self.fault(place, format!("has {n} characters where {min} are needed")),
            Some(n) if n > max => self.fault(place, format!("has {n} characters where {max} are allowed")),
            Some(_) => {}
        }
    }

    fn optional(&mut self, place: &str, value: &Value, max: usize) {
        if !value.is_null() && value != "" {
            self.text(place, value, 1, max);
        }
    }

    fn choice(&mut self, place: &str, value: &Value, choices: &[&str]) {
        if !value.as_str().is_some_and(|text| choices.contains(&text)) {
            self.fault(place, format!("has to be one of {}", choices.join(", ")));
        }
    }

    fn id(&mut self, place: &str, value: &Value) {
        self.text(place, value, 1, 32);
        let is_id = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if value.as_str().is_some_and(|text| !text.bytes().all(is_id)) {
            self.fault(place, "may hold small letters, digits and hyphens only");
        }
    }

    fn currency(&mut self, place: &str, value: &Value) {
        let is_code = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        if !value.as_str().is_some_and(is_code) {
            self.fault(place, "has to be the three capitals of a currency");
        }
    }

    fn page(&mut self, place: &str, page: &Value) {
        let url = format!("{place}.url");
        self.text(&url, &page["url"], 1, 250);
        let is_address = |text: &str| text.starts_with("https://") || text.starts_with("http://");
        if page["url"].as_str().is_some_and(|text| !text.is_empty() && !is_address(text)) {
            self.fault(&url, "has to begin with https:// or http://");
        }
        let proof = format!("{place}.wellKnown");
        self.optional(&proof, &page["wellKnown"], 250);
        let is_proof = |text: &str| is_address(text) && text.ends_with("/.well-known/funding-manifest-urls");
        if page["wellKnown"].as_str().is_some_and(|text| !text.is_empty() && !is_proof(text)) {
            self.fault(&proof, "has to end with /.well-known/funding-manifest-urls");
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}
