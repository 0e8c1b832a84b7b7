namespace LeadLifecycle.Specs.Agreements;

public sealed class AgreementLedgerSpecs
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void nobody_signed_the_default() => AgreementLedger.Empty.At(DateTimeOffset.MaxValue).ShouldBeNull();

    [Fact]
    public void one_signature_is_none() => Proposed(AgreementLedger.Empty, 0).At(DateTimeOffset.MaxValue).ShouldBeNull();

    [Fact]
    public void a_version_is_in_force_a_second_after_both_signed_and_not_before()
    {
        var ledger = Signed(Proposed(AgreementLedger.Empty, 0), 1);
        ledger.At(Monday.AddHours(1).AddSeconds(1).AddTicks(-1)).ShouldBeNull();
        ledger.At(Monday.AddHours(1).AddSeconds(1))!.Number.ShouldBe(1);
        ledger.StateOf(ledger.Versions[0], Monday.AddHours(1)).ShouldBe(AgreementState.Signed);
    }

    [Theory]
    [InlineData(5, 5 * 3600)]
    [InlineData(0, 3601)]
    public void it_waits_for_the_instant_it_was_agreed_for_unless_that_has_passed(int activeFromHour, int inForceAfterSeconds) =>
        Signed(Proposed(AgreementLedger.Empty, 0, activeFromHour), 1).Versions[0].InForceFrom.ShouldBe(Monday.AddSeconds(inForceAfterSeconds));

    [Fact]
    public void a_later_version_takes_the_place_of_one_that_was_only_scheduled()
    {
        var scheduled = Signed(Proposed(AgreementLedger.Empty, 0, activeFromHour: 10), 1);
        scheduled.StateOf(scheduled.Versions[0], Monday.AddHours(2)).ShouldBe(AgreementState.Scheduled);

        var replaced = Signed(Proposed(scheduled, 3), 4);
        replaced.StateOf(replaced.Versions[0], Monday.AddHours(5)).ShouldBe(AgreementState.Superseded);
        replaced.At(Monday.AddHours(11))!.Number.ShouldBe(2);
    }

    [Fact]
    public void a_version_stays_in_force_until_the_next_begins()
    {
        var ledger = Signed(Proposed(Signed(Proposed(AgreementLedger.Empty, 0), 1), 2, activeFromHour: 10), 3);
        ledger.StateOf(ledger.Versions[0], Monday.AddHours(9)).ShouldBe(AgreementState.InForce);
        ledger.StateOf(ledger.Versions[1], Monday.AddHours(9)).ShouldBe(AgreementState.Scheduled);
        ledger.StateOf(ledger.Versions[0], Monday.AddHours(10)).ShouldBe(AgreementState.Superseded);
        ledger.At(Monday.AddHours(9))!.Number.ShouldBe(1);
    }

    [Fact]
    public void a_withdrawn_version_leaves_the_table_free_and_its_number_used()
    {
        var ledger = Proposed(AgreementLedger.Empty, 0).With(Guid.NewGuid(), new AgreementWithdrawn { Version = 1, Team = Teams.Sales, Actor = "b" }, Monday.AddHours(1));
        ledger.Open.ShouldBeNull();
        ledger.StateOf(ledger.Versions[0], Monday.AddHours(1)).ShouldBe(AgreementState.Withdrawn);
        Proposed(ledger, 2).Open!.Number.ShouldBe(2);
    }

    [Fact]
    public void signing_now_never_changes_what_was_in_force_before()
    {
        var before = Signed(Proposed(AgreementLedger.Empty, 0), 1);
        var after = Signed(Proposed(before, 2, activeFromHour: 2), 6);
        for (var minutes = 0; minutes <= 6 * 60; minutes += 10) after.At(Monday.AddMinutes(minutes)).ShouldBe(before.At(Monday.AddMinutes(minutes)));
    }

    private static AgreementLedger Proposed(AgreementLedger ledger, int hour, int? activeFromHour = null) => ledger.With(
        Guid.NewGuid(),
        new AgreementProposed { Version = ledger.Versions.Count + 1, Team = Teams.Marketing, Actor = "a", ActiveFrom = activeFromHour is { } at ? Monday.AddHours(at) : null },
        Monday.AddHours(hour));

    private static AgreementLedger Signed(AgreementLedger ledger, int hour) => ledger.With(
        Guid.NewGuid(), new AgreementSigned { Version = ledger.Versions.Count, Team = Teams.Sales, Actor = "b" }, Monday.AddHours(hour));
}
