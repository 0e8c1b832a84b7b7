using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Intake;

/// <summary>
/// How a lane's latest events were recorded, the oldest dropped first: a sender that repeats itself mostly does so soon, and is
/// answered without asking the database. Used by one lane only, so it needs no lock.
/// </summary>
internal sealed class RecentRecords(int capacity)
{
    private readonly Dictionary<Guid, FirstRecord> _byId = [];
    private readonly Queue<Guid> _byAge = new();

    public FirstRecord? Find(Guid eventId) => _byId.GetValueOrDefault(eventId);

    public void Keep(Appended appended, long position)
    {
        var (submission, move) = (appended.Submission, appended.Event.Move);
        _byId[submission.EventId] = new FirstRecord(submission.LeadId, appended.Version, position, move?.To, move?.Cycle ?? 0, submission.Hash);
        _byAge.Enqueue(submission.EventId);
        if (_byAge.Count > capacity) _byId.Remove(_byAge.Dequeue());
    }
}
