using System.Collections.Concurrent;

namespace LeadLifecycle.Server.Access;

/// <summary>
/// The keys in use, as this node last read them: a request costs no round trip, and what was changed on another node is
/// known here within <see cref="Fresh"/>. A key nobody has is asked for each time and never kept.
/// </summary>
internal sealed class KnownKeys(Keys keys)
{
    /// <summary>Less than the five seconds in which a revoked key must have stopped working everywhere.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    public ValueTask<AccessKey?> Find(ReadOnlySpan<char> id)
    {
        if (_seen.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out var seen) && seen.IsFresh) return new ValueTask<AccessKey?>(seen.Key);
        return new ValueTask<AccessKey?>(Read(id.ToString()));
    }

    /// <summary>It was changed here: the next request reads it again.</summary>
    public void Forget(string id) => _seen.TryRemove(id, out _);

    /// <summary>However many requests wait for the same key, one asks; whoever goes away first stops nobody.</summary>
    private Task<AccessKey?> Read(string id)
    {
        if (_seen.Count > Most) _seen.Clear();
        var mine = new Seen(() => keys.Find(id, CancellationToken.None));
        var seen = _seen.AddOrUpdate(id, mine, (_, other) => other.IsUsable ? other : mine);
        return Kept(id, seen);
    }

    private async Task<AccessKey?> Kept(string id, Seen seen)
    {
        try
        {
            var key = await seen.Key;
            if (key is null) _seen.TryRemove(new(id, seen));
            return key;
        }
        catch
        {
            _seen.TryRemove(new(id, seen));
            throw;
        }
    }

    /// <summary>Dated when it was asked for, so that it is never believed longer than it is true.</summary>
    private sealed class Seen(Func<Task<AccessKey?>> read)
    {
        private readonly long _asked = Environment.TickCount64;
        private readonly Lazy<Task<AccessKey?>> _key = new(read);

        public Task<AccessKey?> Key => _key.Value;

        public bool IsFresh => IsUsable && _key is { IsValueCreated: true, Value.IsCompletedSuccessfully: true };

        /// <summary>Also one that is still being read.</summary>
        public bool IsUsable => Environment.TickCount64 - _asked < Fresh.TotalMilliseconds;
    }
}
