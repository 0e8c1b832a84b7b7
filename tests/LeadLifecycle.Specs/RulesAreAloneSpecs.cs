using System.Text.RegularExpressions;

namespace LeadLifecycle.Specs;

/// <summary>The rules know nobody: no package, no project, no clock, no chance, no threads, no outside world.</summary>
public sealed partial class RulesAreAloneSpecs
{
    private static string Rules => Path.Combine(Root(AppContext.BaseDirectory), "src", "LeadLifecycle");

    [Fact]
    public void they_reference_no_package_and_no_project() =>
        File.ReadAllText(Path.Combine(Rules, "LeadLifecycle.csproj")).ShouldSatisfyAllConditions(
            project => project.ShouldNotContain("PackageReference"),
            project => project.ShouldNotContain("ProjectReference"));

    [Fact]
    public void their_sources_name_no_clock_no_chance_and_no_outside_world()
    {
        var sources = Sources();
        sources.ShouldNotBeEmpty();
        sources.SelectMany(file => Banned().Matches(File.ReadAllText(file)).Select(found => $"{Path.GetFileName(file)}: {found.Value}"))
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DateTimeOffset.UtcNow")]
    [InlineData("DateTime.Now")]
    [InlineData("Guid.NewGuid()")]
    [InlineData("Guid.CreateVersion7()")]
    [InlineData("new Random(1)")]
    [InlineData("RandomNumberGenerator.Fill")]
    [InlineData("async Task<int>")]
    [InlineData("File.ReadAllText")]
    [InlineData("new Thread(")]
    [InlineData("ThreadPool.Queue")]
    public void the_scan_would_find(string words) => Banned().IsMatch(words).ShouldBeTrue();

    [Theory]
    [InlineData("DateTimeOffset? RevisitAt")]
    [InlineData("profile.Name")]
    [InlineData("a random order")]
    public void the_scan_would_pass(string words) => Banned().IsMatch(words).ShouldBeFalse();

    private static List<string> Sources() =>
    [
        .. Directory.EnumerateFiles(Rules, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(Rules, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj")),
    ];

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "LeadLifecycle.sln")) ? folder : Root(Directory.GetParent(folder)!.FullName);

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bDateTime\.Today\b|\bTimeProvider\b|\bStopwatch\b|\bGuid\.(New|CreateVersion7)|\bRandom|\bTask\b|\bFile\.|\bSocket|\bHttpClient|\bThread")]
    private static partial Regex Banned();
}
