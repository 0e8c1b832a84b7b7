namespace LeadLifecycle.Server.Hosting.Idempotency;

/// <summary>An answer as it went out.</summary>
internal sealed record RememberedAnswer(int Status, string? ContentType, string? Location, byte[] Body) : IResult
{
    /// <summary>Lets a result write into memory; its status and headers stand in the response already.</summary>
    public static async Task<RememberedAnswer> Of(HttpContext http, IResult result)
    {
        var wire = http.Response.Body;
        using var memory = new MemoryStream();
        http.Response.Body = memory;
        try
        {
            await result.ExecuteAsync(http);
            await http.Response.BodyWriter.FlushAsync();
        }
        finally
        {
            http.Response.Body = wire;
        }

        return new RememberedAnswer(http.Response.StatusCode, http.Response.ContentType, http.Response.Headers.Location, memory.ToArray());
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (!response.HasStarted)
        {
            response.StatusCode = Status;
            response.ContentType = ContentType;
            if (Location is not null) response.Headers.Location = Location;
            response.Headers.ContentLength = Body.Length;
        }

        await response.Body.WriteAsync(Body, httpContext.RequestAborted);
    }
}

/// <summary>The answer a request got the first time, said again.</summary>
internal sealed record Replayed(RememberedAnswer First) : IResult
{
    public const string Header = "Idempotent-Replayed";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers[Header] = "true";
        return First.ExecuteAsync(httpContext);
    }
}
