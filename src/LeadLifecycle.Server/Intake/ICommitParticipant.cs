using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Intake;

/// <summary>A room that must write in the same transaction as the event. Intake knows this, not the rooms.</summary>
public interface ICommitParticipant
{
    /// <summary>Queues the room's own writes; nothing may be read or sent from here.</summary>
    void Enlist(Commit commit, IReadOnlyList<Appended> appended);

    /// <summary>The transaction was committed; a room that works on its rows may wake. It must not block, and may be missed: a node can die in between.</summary>
    void Committed(IReadOnlyList<Appended> appended)
    {
    }
}

/// <summary>An event about to be committed.</summary>
/// <param name="Version">Its version in the lead's stream; 1 made the lead.</param>
/// <param name="Lead">The lead with this event in it.</param>
public sealed record Appended(Submission Submission, LeadEvent Event, long Version, Lead Lead);
