//! All files of a run at once.

use super::super::open::slashes;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};

use super::journal::{Journal, Replace};
use super::{Change, OutFolder, Planned};
use crate::cli::exit::Failure;
use crate::cli::output::{sync_folder, write_file};
use crate::compose::sha256;

impl OutFolder {
    /// Write what is decided, and remove some files of earlier runs.
    pub(super) fn commit(&mut self, removed: &[String]) -> Result<(), Failure> {
        let mut record = self.record.clone();
        let remove = removed.iter().map(|name| (name.clone(), record.files.remove(name).map(|entry| entry.generated)));
        let remove: Vec<_> = remove.collect();
        let mut replace = Vec::new();
        for (name, Planned { was, bytes, entry, change, base }) in &self.planned {
            // A made file that stays as edited is still an edited one next time.
            if *change != Change::Kept || base.is_some() {
                record.files.insert(name.clone(), entry.clone());
            }
            let becomes = sha256(bytes);
            if was.as_ref() != Some(&becomes) {
                replace.push(Replace { name: name.clone(), was: was.clone(), becomes });
            }
        }
        if replace.is_empty() && remove.is_empty() && record == self.record {
            // A killed run may have left something beside them.
            self.record.tidy(&self.place);
            return Ok(());
        }
        for (name, bytes) in &self.aside {
            // The folder of what is kept aside may be a link.
            self.place.look(name)?;
            write_file(&self.place.path(name), bytes)?;
        }
        for base in self.planned.values().filter_map(|planned| planned.base.as_deref()) {
            self.record.save_base(&self.place, base)?;
        }
        let mut journal = Journal { is_committed: false, replace, remove, record };
        let committed = journal.save(&self.place).and_then(|()| self.stage(&journal.replace)).and_then(|()| {
            journal.is_committed = true;
            journal.save(&self.place)
        });
        if let Err(failure) = committed {
            // What stays behind now is taken back by the next run.
            let _ = journal.take_back(&self.place);
            self.record.tidy(&self.place);
            return Err(failure);
        }
        journal.finish(&self.place, &self.record)
    }

    /// Write the new files under temporary names, and see whether the old ones are still as they were.
    fn stage(&self, replace: &[Replace]) -> Result<(), Failure> {
        let mut folders = BTreeSet::new();
        for replace in replace {
            let Some(planned) = self.planned.get(&replace.name) else { continue };
            let (path, temporary) = (self.place.path(&replace.name), replace.temporary(&self.place));
            let cannot = |error: io::Error| {
                Failure::environment(
                    format!("cannot write `{}`: {error}", slashes(&path)),
                    "nothing was changed; check the folder, its permissions and the space left",
                )
            };
            if let Some(folder) = temporary.parent() {
                fs::create_dir_all(folder).map_err(cannot)?;
                folders.insert(folder.to_owned());
            }
            // Never through a link that lies there, nor into a file of somebody else.
            let _ = fs::remove_file(&temporary);
            let mut file = File::options().create_new(true).write(true).open(&temporary).map_err(cannot)?;
            file.write_all(&planned.bytes).map_err(cannot)?;
            // What a person has allowed or forbidden about the file stays so.
            if let Ok(present) = fs::metadata(&path) {
                file.set_permissions(present.permissions()).map_err(cannot)?;
            }
            file.sync_all().map_err(cannot)?;
        }
        folders.iter().for_each(|folder| sync_folder(Some(folder)));
        for replace in replace {
            if self.place.look(&replace.name)?.as_deref().map(sha256) != replace.was {
                return Err(Failure::environment(
                    format!("`{}` was changed while this ran", self.place.shown(&replace.name)),
                    "nothing was written; run this again, which merges that change too",
                ));
            }
        }
        Ok(())
    }
}
