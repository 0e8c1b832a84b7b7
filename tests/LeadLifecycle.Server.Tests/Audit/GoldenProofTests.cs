namespace LeadLifecycle.Server.Tests.Audit;

/// <summary>What was taken away from earlier versions is verified by this one.</summary>
public sealed class GoldenProofTests
{
    public static TheoryData<string> Kept => [.. Directory.GetFiles(Checkout.Schema("proofs"), "*.json*", SearchOption.AllDirectories)];

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task an_old_proof_still_holds(string file)
    {
        string Beside(string name) => Path.Combine(Path.GetDirectoryName(file)!, name);
        string[] arguments = [file, "--key", Beside("key"), "--checkpoint", Beside("main.checkpoint")];
        var first = await Verification.Run(arguments);
        first.Code.ShouldBe(0, first.Said);
        first.Said.ShouldContain("\"checkpoints\": ");
        first.Said.ShouldNotContain("\"checkpoints\": 0");
        if (await Verification.RunSecond(arguments) is { } second) second.Code.ShouldBe(0, second.Said);
    }
}
