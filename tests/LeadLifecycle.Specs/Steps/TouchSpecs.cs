namespace LeadLifecycle.Specs.Steps;

public sealed class TouchSpecs
{
    [Fact]
    public void any_fact_makes_the_lead_and_until_a_stage_there_is_no_cycle()
    {
        foreach (LeadEvent fact in new LeadEvent[] { Touched, Contacted, Feedback, AssignedTo("bob"), VoidOf(9) })
        {
            var lead = GivenNoLead.WhenReported(fact).ThenLead();
            (lead.Stage, lead.Cycle, lead.Version).ShouldBe((null, 0, 1));
        }
    }

    [Fact]
    public void touches_contacts_and_feedback_move_nothing()
    {
        foreach (LeadEvent quiet in new LeadEvent[] { Touched, Contacted, Feedback })
        {
            var move = Given(Captured, Engaged).WhenReported(quiet.On(0)).ThenMove();
            (move.From, move.To, move.Late, move.Skipped).ShouldBe((Stage.Engaged, Stage.Engaged, false, null));
        }
    }

    [Fact]
    public void only_a_contact_with_an_actor_is_a_humans()
    {
        Contacted.IsHuman.ShouldBeTrue();
        (Contacted with { Actor = null }).IsHuman.ShouldBeFalse();
    }

    [Fact]
    public void the_same_id_twice_is_nothing_and_a_stream_that_holds_it_twice_is_corrupt()
    {
        var lead = Given(Touched).Lead!;
        new Rules(Agreed.Default).Report(lead, lead.Id, Id(1), Engaged).ShouldBe(Decision.Nothing);
        Should.Throw<CorruptStreamException>(() => Lead.Evolve(lead, lead.Id, Id(1), Engaged));
    }
}
