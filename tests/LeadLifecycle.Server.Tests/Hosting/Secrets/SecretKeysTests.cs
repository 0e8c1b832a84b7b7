using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Hosting.Secrets;
using LeadLifecycle.Server.Tests.LocalPostgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace LeadLifecycle.Server.Tests.Hosting.Secrets;

/// <summary>Where the keys come from, and who does not start without one.</summary>
public sealed class SecretKeysTests
{
    private static readonly string One = Convert.ToBase64String(new byte[32]);
    private static readonly string Two = Convert.ToBase64String([.. Enumerable.Repeat((byte)2, 32)]);

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public void outside_development_a_key_must_be_given(string environment) =>
        Should.Throw<StartRefusedException>(() => Find(environment)).Message.ShouldContain("Set Secrets__Key");

    [Fact]
    public void the_single_key_comes_first_and_the_list_after_it()
    {
        Find("Production", ("Secrets:Key", Two), ("Secrets:Keys:0", One)).Select(Convert.ToBase64String).ShouldBe([Two, One]);
        Find("Production", ("Secrets:Keys:0", One), ("Secrets:Keys:1", Two)).Select(Convert.ToBase64String).ShouldBe([One, Two]);
    }

    [Theory]
    [InlineData("hunter2!")]
    [InlineData("AAAA")]
    public void what_is_no_key_stops_the_start_and_is_not_repeated(string text) =>
        Should.Throw<StartRefusedException>(() => Find("Development", ("Secrets:Key", text))).Message.ShouldNotContain(text);

    [Fact]
    public void development_makes_its_key_once_for_its_owner_alone()
    {
        using var root = new TemporaryRoot();
        var first = Development(root).Single();
        Development(root).Single().ShouldBe(first);
        first.Length.ShouldBe(32);
        var file = Path.Combine(root.Path, ".data", "secrets.key");
        File.Exists(file).ShouldBeTrue();
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void processes_that_start_together_get_one_key()
    {
        using var root = new TemporaryRoot();
        Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Select(_ => Convert.ToBase64String(Development(root).Single())).ToArray().Distinct().Count().ShouldBe(1);
    }

    private static IReadOnlyList<byte[]> Development(TemporaryRoot root) =>
        SecretKeys.Find(new ConfigurationBuilder().Build(), new HostingEnvironment { EnvironmentName = "Development" }, root.Path);

    private static IReadOnlyList<byte[]> Find(string environment, params (string Name, string Value)[] settings) => SecretKeys.Find(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(one => one.Name, one => (string?)one.Value)).Build(),
        new HostingEnvironment { EnvironmentName = environment });
}
