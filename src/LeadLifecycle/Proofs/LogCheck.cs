namespace LeadLifecycle.Proofs;

/// <summary>Something that is not as it was recorded.</summary>
/// <param name="Code">Stable: see <see cref="LogCheck"/>.</param>
/// <param name="Index">The first leaf concerned.</param>
/// <param name="Says">For a person.</param>
public sealed record Finding(string Code, long? Index, Guid? EventId, long? Position, string Says);

/// <summary>
/// Checks a log leaf by leaf as it is read, from wherever: each event against its leaf, the leaves against the checkpoints in the log and those kept off the box.
/// Findings: <c>event.edited</c>, <c>event.deleted</c>, <c>event.inserted</c>, <c>log.rewritten</c>, <c>log.truncated</c>, <c>checkpoint.forged</c>.
/// </summary>
/// <param name="key">Whose signatures count; null leaves them unchecked.</param>
/// <param name="verify">ed25519: public key, content, signature.</param>
/// <param name="against">The leaves of an older copy of the log, one after another; empty when there is none.</param>
public sealed class LogCheck(NoteKey? key, Func<byte[], byte[], byte[], bool> verify, ReadOnlyMemory<byte> against = default)
{
    private const int MostFindings = 100;
    private readonly Frontier _frontier = new();
    private readonly SortedDictionary<long, List<(SignedNote Note, Checkpoint Checkpoint)>> _kept = [];
    private readonly List<Finding> _findings = [];
    private long _lastGood;

    public long Leaves => _frontier.Size;

    /// <summary>Checkpoints the leaves lead to.</summary>
    public int Checkpoints { get; private set; }

    public long FindingCount { get; private set; }

    /// <summary>The first hundred, in the order in which they were found.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    public byte[] Root() => _frontier.Root();

    /// <summary>A checkpoint that was kept off the box; to be told before the first leaf.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public void Keep(SignedNote note)
    {
        var checkpoint = Checkpoint.Parse(note.Text);
        if (!_kept.TryGetValue(checkpoint.Size, out var ofSize)) _kept[checkpoint.Size] = ofSize = [];
        ofSize.Add((note, checkpoint));
    }

    /// <param name="recorded">The leaf as the log has it.</param>
    /// <param name="entry">The event at its position as the store has it; null when there is none.</param>
    public void Leaf(ReadOnlySpan<byte> recorded, long position, LogEntry? entry)
    {
        var index = _frontier.Size;
        if (entry is null) Find(new Finding("event.deleted", index, null, position, $"Leaf {index} has no event at position {position} any more."));
        else if (!entry.LeafHash().AsSpan().SequenceEqual(recorded)) Find(new Finding("event.edited", index, entry.Id, position, $"Leaf {index}: event {entry.Id} at position {position} is not what was recorded."));
        else if (Earlier(index) is { Length: > 0 } earlier && !earlier.SequenceEqual(recorded)) Find(new Finding("log.rewritten", index, entry.Id, position, $"Leaf {index}: event {entry.Id} at position {position} is not that of the older copy; the log was written anew."));
        _frontier.Append(recorded.ToArray());
        if (_kept.TryGetValue(_frontier.Size, out var kept)) kept.ForEach(one => Compare(one.Note, one.Checkpoint, "kept elsewhere"));
    }

    /// <summary>An event at a position the log has no leaf for.</summary>
    public void Extra(LogEntry entry) => Find(new Finding("event.inserted", _frontier.Size, entry.Id, entry.Position, $"Event {entry.Id} at position {entry.Position} stands before leaf {_frontier.Size} and was never recorded there."));

    /// <summary>A checkpoint of the log itself: told where its leaves end, or after the last leaf if it has more.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public void Note(SignedNote note) => Compare(note, Checkpoint.Parse(note.Text), "of the log");

    /// <summary>After the last leaf.</summary>
    public void End()
    {
        foreach (var (note, checkpoint) in _kept.Where(kept => kept.Key > _frontier.Size).SelectMany(kept => kept.Value)) Compare(note, checkpoint, "kept elsewhere");

        var copied = against.Length / Merkle.HashLength;
        if (copied > _frontier.Size) Find(new Finding("log.truncated", _frontier.Size, null, null, $"The older copy has {copied} leaves, the log has {_frontier.Size}; leaf {_frontier.Size} is the first that is missing."));
    }

    private void Compare(SignedNote note, Checkpoint checkpoint, string whose)
    {
        var right = key is null || (checkpoint.Origin == key.Name && note.IsSignedBy(key, verify));
        if (!right) Find(new Finding("checkpoint.forged", null, null, null, $"The checkpoint {whose} of {checkpoint.Size} leaves is not signed by {key!.Name}."));
        if (checkpoint.Size > _frontier.Size)
        {
            Find(new Finding("log.truncated", _frontier.Size, null, null, $"The checkpoint {whose} has {checkpoint.Size} leaves, the log has {_frontier.Size}; leaf {_frontier.Size} is the first that is missing."));
            return;
        }

        if (checkpoint.Size < _frontier.Size)
        {
            Find(new Finding("checkpoint.forged", null, null, null, $"The checkpoint {whose} says {checkpoint.Size} leaves where there are {_frontier.Size}."));
            return;
        }

        if (!checkpoint.Root.AsSpan().SequenceEqual(_frontier.Root()))
        {
            Find(new Finding("log.rewritten", _lastGood, null, null, $"The leaves do not lead to the checkpoint {whose} of {checkpoint.Size} leaves: one of the leaves {_lastGood} to {checkpoint.Size - 1} is the first that was written anew."));
            return;
        }

        if (!right) return;
        (_lastGood, Checkpoints) = (checkpoint.Size, Checkpoints + 1);
    }

    private ReadOnlySpan<byte> Earlier(long index) =>
        (index + 1) * Merkle.HashLength <= against.Length ? against.Span.Slice((int)index * Merkle.HashLength, Merkle.HashLength) : [];

    private void Find(Finding finding)
    {
        FindingCount++;
        if (_findings.Count < MostFindings) _findings.Add(finding);
    }
}
