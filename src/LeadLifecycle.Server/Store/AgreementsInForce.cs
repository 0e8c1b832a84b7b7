namespace LeadLifecycle.Server.Store;

/// <summary>What the teams of each workspace have agreed on, over all time; every room that judges or measures asks here.</summary>
public sealed class AgreementsInForce(Agreed first)
{
    private readonly AgreementHistory _default = AgreementHistory.Of(first);

    public AgreementHistory Of(string workspace) => _default;
}
