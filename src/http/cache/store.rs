//! What is kept in memory, bounded in bytes: finished answers, of which one is made however many ask, and small facts
//! that are dear to find out. Knows nobody.

use std::future::Future;
use std::hash::Hash;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What an entry weighs.
pub trait Weight {
    /// The bytes it holds in memory.
    fn bytes(&self) -> usize;
}

/// A cache of values by key. A clone is the same cache.
pub struct Cache<K, V> {
    entries: moka::future::Cache<K, Arc<V>>,
    asked: Arc<AtomicU64>,
    made: Arc<AtomicU64>,
}

impl<K, V> Clone for Cache<K, V> {
    fn clone(&self) -> Self {
        Self { entries: self.entries.clone(), asked: Arc::clone(&self.asked), made: Arc::clone(&self.made) }
    }
}

impl<K, V> std::fmt::Debug for Cache<K, V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cache").field("asked", &self.asked).field("made", &self.made).finish_non_exhaustive()
    }
}

/// How a cache does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// How often a value was asked for.
    pub asked: u64,
    /// How often one was made because it was not there.
    pub made: u64,
    /// How many values are there.
    pub entries: u64,
    /// What they weigh together, in bytes.
    pub bytes: u64,
}

impl<K, V> Cache<K, V>
where
    K: Hash + Eq + Weight + Send + Sync + 'static,
    V: Weight + Send + Sync + 'static,
{
    /// A cache whose entries weigh at most `bytes` together.
    pub fn new(bytes: u64) -> Self {
        let weigh = |key: &K, value: &Arc<V>| u32::try_from(key.bytes() + value.bytes()).unwrap_or(u32::MAX);
        let entries = moka::future::Cache::builder().max_capacity(bytes).weigher(weigh).build();
        Self { entries, asked: Arc::default(), made: Arc::default() }
    }

    /// The value of `key`, where it is there. What is not there is not counted: it is asked for again, to be made.
    pub async fn get(&self, key: &K) -> Option<Arc<V>> {
        let found = self.entries.get(key).await;
        if found.is_some() {
            self.asked.fetch_add(1, Ordering::Relaxed);
        }
        found
    }

    /// The value of `key`, made by `make` if it is not there. Of all who ask for the same key at once one makes it and the
    /// others wait; a failure is told to all of them and not kept.
    ///
    /// # Errors
    /// What `make` gives.
    pub async fn get_or_make<E>(&self, key: K, make: impl Future<Output = Result<V, E>>) -> Result<Arc<V>, E>
    where
        E: Clone + Send + Sync + 'static,
    {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let counted = async {
            self.made.fetch_add(1, Ordering::Relaxed);
            make.await.map(Arc::new)
        };
        self.entries.try_get_with(key, counted).await.map_err(|error| E::clone(&error))
    }

    /// How it does. Counts of entries and bytes lag a little behind.
    pub fn figures(&self) -> Figures {
        Figures {
            asked: self.asked.load(Ordering::Relaxed),
            made: self.made.load(Ordering::Relaxed),
            entries: self.entries.entry_count(),
            bytes: self.entries.weighted_size(),
        }
    }
}

/// Small facts by a name; the least used are forgotten. A clone is the same memory.
#[derive(Clone)]
pub struct Memory<V> {
    facts: moka::sync::Cache<String, V>,
}

impl<V> std::fmt::Debug for Memory<V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Memory").finish_non_exhaustive()
    }
}

impl<V: Clone + Send + Sync + 'static> Memory<V> {
    /// A memory whose names and facts weigh at most `bytes` together.
    pub fn new(bytes: u64) -> Self {
        let weigh = |name: &String, _: &V| u32::try_from(name.len() + size_of::<V>() + 64).unwrap_or(u32::MAX);
        Self { facts: moka::sync::Cache::builder().max_capacity(bytes).weigher(weigh).build() }
    }

    /// What is remembered.
    pub fn get(&self, name: &str) -> Option<V> {
        self.facts.get(name)
    }

    /// Remembers a fact.
    pub fn put(&self, name: String, fact: V) {
        self.facts.insert(name, fact);
    }

    /// What is remembered, or what `find` finds out.
    ///
    /// # Errors
    /// What `find` gives; it is not remembered.
    pub fn get_or_find<E>(&self, name: &str, find: impl FnOnce() -> Result<V, E>) -> Result<V, E> {
        if let Some(fact) = self.get(name) {
            return Ok(fact);
        }
        let fact = find()?;
        self.put(name.to_owned(), fact.clone());
        Ok(fact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Weight for String {
        fn bytes(&self) -> usize {
            self.len()
        }
    }

    fn run<T>(future: impl Future<Output = T>) -> T {
        actix_web::rt::System::new().block_on(future)
    }

    #[test]
    fn a_thousand_who_ask_at_once_get_one_computation() {
        run(async {
            let cache: Cache<String, String> = Cache::new(10_000);
            let ask = || async {
                let made = async {
                    actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
                    Ok::<_, ()>("value".to_owned())
                };
                cache.get_or_make("key".to_owned(), made).await
            };
            let answers = futures_util::future::join_all((0..1_000).map(|_| ask())).await;
            assert!(answers.iter().all(|answer| answer.as_deref().map(String::as_str) == Ok("value")));
            let figures = cache.figures();
            assert_eq!((figures.asked, figures.made), (1_000, 1));
        });
    }

    #[test]
    fn a_failure_is_not_kept() {
        run(async {
            let cache: Cache<String, String> = Cache::new(10_000);
            assert_eq!(cache.get_or_make("key".to_owned(), async { Err("no") }).await, Err("no"));
            let again = cache.get_or_make("key".to_owned(), async { Ok::<_, ()>("yes".to_owned()) }).await;
            assert_eq!(again.as_deref().map(String::as_str), Ok("yes"));
        });
    }

    #[test]
    fn a_fact_is_found_out_once_and_a_failure_not_remembered() {
        let memory: Memory<i64> = Memory::new(10_000);
        assert_eq!(memory.get_or_find("rows", || Err("no")), Err("no"));
        assert_eq!(memory.get_or_find("rows", || Ok::<_, &str>(7)), Ok(7));
        assert_eq!(memory.get_or_find("rows", || Err("asked again")), Ok(7));
    }

    #[test]
    fn entries_stay_within_their_bound() {
        run(async {
            let cache: Cache<String, String> = Cache::new(1_000);
            for number in 0..100 {
                let made = async { Ok::<_, ()>("x".repeat(90)) };
                assert!(cache.get_or_make(format!("{number:03}"), made).await.is_ok());
            }
            cache.entries.run_pending_tasks().await;
            let figures = cache.figures();
            assert!(figures.bytes <= 1_000 && figures.entries <= 10, "{figures:?}");
        });
    }
}
