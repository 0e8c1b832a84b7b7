using System.Text;
using LeadLifecycle.Server.Intake;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Deadlines;

/// <summary>
/// Raises what clocks have to say when it is time. State decides: a due lead is read from its stream and judged anew, so
/// waking late, twice, on two nodes or after an outage records each event once and with the right time.
/// </summary>
internal sealed partial class DeadlineWatch(
    DueLeads due, LeadStreams streams, Workspaces workspaces, AgreementsInForce agreements, Intake.Intake intake, DeadlineSignal signal, DeadlineMetrics metrics, ILogger<DeadlineWatch> logger) : BackgroundService
{
    /// <summary>Another node may write a nearer deadline than this one knows of; asking costs one look at the index.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await Look(stoppingToken) == DueLeads.Most)
                {
                    // More may be due than one look takes.
                }

                await Sleep(await due.UntilNext(stoppingToken), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Whatever it was, the watch goes on: what was claimed comes up again when its lease is over.
                Delayed(logger, failure);
                await Sleep(null, stoppingToken);
            }
        }
    }

    private Task Sleep(TimeSpan? next, CancellationToken ct)
    {
        var until = next < LongestSleep ? next.Value : LongestSleep;
        return signal.Sleep(until > ShortestSleep ? until : ShortestSleep, ct);
    }

    private async Task<int> Look(CancellationToken ct)
    {
        var (now, leads) = await due.Claim(ct);
        foreach (var ofWorkspace in leads.GroupBy(lead => lead.Workspace)) await Look(await workspaces.Get(ofWorkspace.Key, ct), [.. ofWorkspace], now, ct);
        return leads.Count;
    }

    private async Task Look(Workspace workspace, IReadOnlyList<DueLead> leads, DateTimeOffset now, CancellationToken ct)
    {
        var found = await streams.Find(workspace.Name, [], [.. leads.Select(lead => lead.LeadId)], ct);
        var history = await agreements.Latest(workspace.Name, ct);
        var raise = new List<(DueLead Lead, Submission Submission)>();
        var settled = new List<(DueLead Lead, DateTimeOffset? Next)>();
        foreach (var claimed in leads)
        {
            if (Fold(claimed.LeadId, found) is not { } lead)
            {
                settled.Add((claimed, null));
                continue;
            }

            var alarms = Alarms.Of(lead.Facts, history, now);
            // What is recorded writes the next deadline itself.
            raise.AddRange(alarms.Raise.Select((alarm, i) => (claimed, ToSubmission(workspace, lead, alarm, i))));
            if (alarms.Raise.Count == 0) settled.Add((claimed, alarms.Next));
        }

        var outcomes = await intake.Submit([.. raise.Select(r => r.Submission)]);
        for (var i = 0; i < outcomes.Length; i++)
        {
            metrics.Raised(raise[i].Submission.Event, outcomes[i], now);
            // The lead has moved on since it was read: look again, at once.
            if (outcomes[i].Kind == OutcomeKind.Nothing) settled.Add((raise[i].Lead, now));
            if (outcomes[i].Kind == OutcomeKind.Refused) Refused(logger, raise[i].Lead.LeadId, outcomes[i].Code);
        }

        await due.Settle([.. settled.DistinctBy(s => s.Lead)], ct);
    }

    /// <summary>Null for a stream that cannot be read: it is put aside until somebody has looked and a fact arrives.</summary>
    private Lead? Fold(Guid leadId, Found found)
    {
        try
        {
            Lead? lead = null;
            foreach (var stored in found.Streams[leadId]) lead = Lead.Evolve(lead, leadId, stored.Id, stored.Event, stored.RecordedAt);
            return lead;
        }
        catch (CorruptStreamException corrupt)
        {
            Corrupt(logger, leadId, corrupt);
            return null;
        }
    }

    private static Submission ToSubmission(Workspace workspace, Lead lead, Alarm alarm, int before) =>
        new(workspace, lead.Id, workspace.AlarmIdOf(lead.Id, alarm.Name), alarm.Event)
        {
            IsCommand = true,
            OnlyAtVersion = lead.Version + before,
            Hash = workspace.HashOf(Encoding.UTF8.GetBytes($"{lead.Id:D} {alarm.Name}")),
            CausationId = alarm.Event.StartedBy.ToString("D"),
        };

    [LoggerMessage(LogLevel.Warning, "Deadlines wait; they are raised with their right time as soon as the database and the intake answer again")]
    private static partial void Delayed(ILogger logger, Exception failure);

    [LoggerMessage(LogLevel.Error, "The clocks of lead {LeadId} stand still: its stream cannot be read")]
    private static partial void Corrupt(ILogger logger, Guid leadId, Exception failure);

    [LoggerMessage(LogLevel.Error, "What a clock of lead {LeadId} has to say was refused with {Code}; it is tried again")]
    private static partial void Refused(ILogger logger, Guid leadId, string? code);
}
