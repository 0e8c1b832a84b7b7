namespace LeadLifecycle.Server.Tests.RealData;

/// <summary>Whole logs through the real client and server: nothing runs beside them, and nothing beside each other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneAtATime : ICollectionFixture<ImportedLeadLog>
{
    public const string Name = "Real data";
}
