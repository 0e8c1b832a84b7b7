using System.Text.Json;

namespace LeadLifecycle.Cli.Http;

/// <summary>A whole answer of the server.</summary>
public sealed record Answer(int Status, byte[] Body, TimeSpan? RetryAfter)
{
    public bool IsGood => Status is >= 200 and < 300;

    /// <exception cref="StoppedException">The answer is not JSON.</exception>
    public JsonDocument Json()
    {
        try
        {
            return JsonDocument.Parse(Body);
        }
        catch (JsonException)
        {
            throw new StoppedException(ExitCode.Refused, "The answer is not JSON. Is the address that of the service, and not of something before it?");
        }
    }

    public Problem Problem => Problem.Of(Status, Body);

    /// <summary>The views have not come as far as asked; asking again is the way.</summary>
    public bool IsViewBehind => Status == 503 && Problem.Code == "view.behind";

    /// <summary>The server, or something on the way to it, cannot take the request now.</summary>
    public bool IsPassing => Status is 429 or >= 500;
}
