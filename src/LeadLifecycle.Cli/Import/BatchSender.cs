using System.Threading.Channels;
using LeadLifecycle.Cli.Http;

namespace LeadLifecycle.Cli.Import;

/// <summary>Posts the batches of its lane one after the other and tallies their outcomes.</summary>
public sealed class BatchSender(Patience patience, FactWriter writer, Tally tally, RejectedRows rejected)
{
    private readonly EventPost post = new(patience, backfill: true);

    public async Task Run(ChannelReader<IReadOnlyList<Fact>> lane, CancellationToken stop)
    {
        await foreach (var facts in lane.ReadAllAsync(stop))
        {
            var answer = await post.Send(body => writer.Write(facts, body), stop);
            Note(facts, Outcome.ReadAll(answer.Body, facts.Count));
        }
    }

    private void Note(IReadOnlyList<Fact> facts, IReadOnlyList<Outcome> outcomes)
    {
        for (var i = 0; i < facts.Count; i++)
        {
            if (outcomes[i].Result == "refused")
            {
                var code = outcomes[i].Code ?? "refused";
                tally.Refuse(code);
                rejected.Add(facts[i].File, facts[i].Row, facts[i].Line, code, outcomes[i].Place, facts[i].Id);
            }
        }

        tally.Add(outcomes);
    }
}
