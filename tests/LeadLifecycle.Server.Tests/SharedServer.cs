namespace LeadLifecycle.Server.Tests;

/// <summary>One server for all tests that keep apart by subjects of their own; those that count everything take a fixture for themselves.</summary>
[CollectionDefinition(Name)]
public sealed class SharedServer : ICollectionFixture<ServerFixture>
{
    public const string Name = "one server";
}
