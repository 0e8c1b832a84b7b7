using System.Text.Json;
using LeadLifecycle.Proofs;

namespace LeadLifecycle.Cli.Audit;

/// <summary>A bundle: each event with a proof that leads to the bundle's checkpoint.</summary>
internal static class BundleFile
{
    public const string Format = "leadlifecycle.bundle.v1";

    /// <exception cref="FormatException">It is no bundle.</exception>
    public static Verdict Check(string name, JsonElement bundle, Trusted trusted)
    {
        var note = SignedNote.Parse(bundle.GetProperty("checkpoint").GetString()!);
        var (checkpoint, key) = (Checkpoint.Parse(note.Text), trusted.Key ?? NoteKey.Parse(bundle.GetProperty("key").GetString()!));
        var findings = new List<Finding>();
        if (checkpoint.Origin != key.Name || !note.IsSignedBy(key, Signatures.Verify)) findings.Add(new Finding("checkpoint.forged", null, null, null, $"The bundle's checkpoint is not signed by {key.Name}."));
        foreach (var kept in trusted.Checkpoints.Select(kept => Checkpoint.Parse(kept.Text)).Where(kept => kept.Size == checkpoint.Size && !kept.Root.AsSpan().SequenceEqual(checkpoint.Root)))
        {
            findings.Add(new Finding("log.rewritten", null, null, null, $"The checkpoint kept elsewhere of {kept.Size} leaves has another root than the bundle's."));
        }

        var events = bundle.GetProperty("events").EnumerateArray().Concat(bundle.GetProperty("definitions").EnumerateArray()).ToArray();
        findings.AddRange(events.Select(proven => Check(proven, checkpoint)).OfType<Finding>());
        findings.AddRange(Gaps(bundle));
        var remarks = new List<string>();
        if (trusted.Key is null) remarks.Add(Trusted.NoKey);
        if (bundle.GetProperty("notYetProven").GetInt32() is > 0 and var newer) remarks.Add($"{newer} events were newer than the checkpoint when the bundle was made, and are not in it.");
        return new Verdict(name, events.Length, findings.Any(finding => finding.Code == "checkpoint.forged") ? 0 : 1, findings.Count, findings, remarks);
    }

    private static Finding? Check(JsonElement proven, Checkpoint checkpoint)
    {
        var (index, entry) = (proven.GetProperty("index").GetInt64(), LogEntry.Read(proven.GetProperty("event")));
        byte[][] proof = [.. proven.GetProperty("proof").EnumerateArray().Select(hash => hash.GetBytesFromBase64())];
        return Inclusion.Holds(entry.LeafHash(), index, checkpoint.Size, proof, checkpoint.Root)
            ? null
            : new Finding("event.edited", index, entry.Id, entry.Position, $"Leaf {index}: event {entry.Id} at position {entry.Position} is not what was recorded.");
    }

    /// <summary>A stream's events are numbered without a gap; of one lead the first is 1.</summary>
    private static IEnumerable<Finding> Gaps(JsonElement bundle)
    {
        var last = new Dictionary<Guid, long>();
        var oneLead = bundle.TryGetProperty("lead", out _);
        foreach (var entry in bundle.GetProperty("events").EnumerateArray().Select(proven => LogEntry.Read(proven.GetProperty("event"))))
        {
            if (last.TryGetValue(entry.Stream, out var before) ? entry.Version != before + 1 : oneLead && entry.Version != 1)
            {
                yield return new Finding("event.deleted", null, entry.Id, entry.Position, $"Before event {entry.Id} (version {entry.Version}) of stream {entry.Stream} at least one is missing.");
            }

            last[entry.Stream] = entry.Version;
        }
    }
}
