namespace LeadLifecycle.Server.Notify.Channels;

/// <summary>What is sent to one receiver.</summary>
/// <param name="Id"><c>msg_…</c>, the same over all attempts of a delivery, so that a receiver can tell a repetition.</param>
/// <param name="Type">Such as <c>handoff.offered</c>.</param>
/// <param name="OccurredAt">In the world, UTC.</param>
/// <param name="Body">JSON, UTF-8: <c>{"type","timestamp","data"}</c>.</param>
/// <param name="Words">The same for a person, in one sentence without personal data.</param>
/// <param name="Number">Of the attempt, 1..n.</param>
internal sealed record Message(string Id, string Type, DateTimeOffset OccurredAt, ReadOnlyMemory<byte> Body, string Words, int Number);
