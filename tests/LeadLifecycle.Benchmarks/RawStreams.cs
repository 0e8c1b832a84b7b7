namespace LeadLifecycle.Benchmarks;

/// <summary>As many stream ids as there are leads, and versions that no row has had.</summary>
internal sealed class RawStreams(int leads)
{
    private readonly Guid[] _ids = [.. Enumerable.Range(0, leads).Select(_ => Guid.NewGuid())];
    private long _version;

    public Guid this[int lead] => _ids[lead];

    public long NextVersion() => Interlocked.Increment(ref _version);
}
