//! A small cache of values that are expensive to compute.

/// Values by name, bounded in bytes; the least used go first. Cheap to clone; a clone is the same memo.
#[derive(Clone)]
pub struct Memo<V> {
    values: moka::sync::Cache<String, V>,
}

impl<V> std::fmt::Debug for Memo<V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Memo").finish_non_exhaustive()
    }
}

impl<V: Clone + Send + Sync + 'static> Memo<V> {
    /// Creates a memo of at most `bytes` bytes.
    pub fn new(bytes: u64) -> Self {
        let weigh = |name: &String, _: &V| u32::try_from(name.len() + size_of::<V>() + 64).unwrap_or(u32::MAX);
        Self { values: moka::sync::Cache::builder().max_capacity(bytes).weigher(weigh).build() }
    }

    /// Returns the value of `name`.
    pub fn get(&self, name: &str) -> Option<V> {
        self.values.get(name)
    }

    /// Stores a value.
    pub fn put(&self, name: String, value: V) {
        self.values.insert(name, value);
    }

    /// Returns the value of `name`, found by `find` if it is not there.
    ///
    /// # Errors
    /// The error of `find`; it is not stored.
    pub fn get_or_compute<E>(&self, name: &str, find: impl FnOnce() -> Result<V, E>) -> Result<V, E> {
        if let Some(value) = self.get(name) {
            return Ok(value);
        }
        let value = find()?;
        self.put(name.to_owned(), value.clone());
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_computed_once_and_an_error_is_not_stored() {
        let memo: Memo<i64> = Memo::new(10_000);
        assert_eq!(memo.get_or_compute("rows", || Err("no")), Err("no"));
        assert_eq!(memo.get_or_compute("rows", || Ok::<_, &str>(7)), Ok(7));
        assert_eq!(memo.get_or_compute("rows", || Err("asked again")), Ok(7));
    }
}
