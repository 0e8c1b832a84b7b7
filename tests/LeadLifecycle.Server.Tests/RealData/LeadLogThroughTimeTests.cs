namespace LeadLifecycle.Server.Tests.RealData;

[Collection(OneAtATime.Name)]
public sealed class LeadLogThroughTimeTests(ImportedLeadLog log)
{
    [Fact]
    public async Task at_every_instant_in_either_time_the_counts_are_conserved_and_right()
    {
        var (server, stored) = await log.Get();

        await ThroughTime.Holds(server, LogFact.OfFile(), await stored.StageFacts());
    }
}
