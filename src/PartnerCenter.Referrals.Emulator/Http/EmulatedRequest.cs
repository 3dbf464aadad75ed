using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Represents a request that has been read completely.</summary>
internal sealed class EmulatedRequest
{
    public const int MaxBodyBytes = 1024 * 1024;

    private EmulatedRequest(HttpRequest request, byte[] body, bool bodyIsTooLarge)
    {
        string target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        int query = target.IndexOf('?', StringComparison.Ordinal);
        RawPath = query < 0 ? target : target[..query];
        Path = request.Path.Value ?? "";
        Query = request.QueryString.Value ?? "";
        Host = request.Host.Value ?? $"127.0.0.1:{request.HttpContext.Connection.LocalPort}";
        Method = request.Method;
        Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Origin = $"{SchemeOf(Headers.GetValueOrDefault("X-Forwarded-Proto"))}://{Host}";
        ContentLength = request.ContentLength;
        Body = body;
        BodyIsTooLarge = bodyIsTooLarge;
    }

    public string Method { get; }

    /// <summary>Gets the host and port that the client named, or the loopback address and port if it named none.</summary>
    public string Host { get; }

    /// <summary>
    /// Gets the scheme, host and port by which the client reached the emulator, for the addresses that a response contains. A proxy that
    /// ends TLS names the client's scheme in <c>X-Forwarded-Proto</c>.
    /// </summary>
    public string Origin { get; }

    public string Path { get; }

    public string RawPath { get; }

    public string Query { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public long? ContentLength { get; }

    public byte[] Body { get; }

    public bool BodyIsTooLarge { get; }

    public string BodyText => Encoding.UTF8.GetString(Body);

    /// <summary>
    /// Reads the body. Bytes beyond the limit are read and discarded: if a server responds with 413 in the middle of a body, many clients
    /// see a broken connection instead of the response.
    /// </summary>
    public static async Task<EmulatedRequest> ReadAsync(HttpRequest request)
    {
        using var kept = new MemoryStream();
        byte[] chunk = new byte[16 * 1024];
        bool isTooLarge = false;
        int read;
        while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted).ConfigureAwait(false)) > 0)
        {
            int room = MaxBodyBytes - (int)kept.Length;
            isTooLarge |= read > room;
            kept.Write(chunk, 0, Math.Min(read, room));
        }

        return new EmulatedRequest(request, kept.ToArray(), isTooLarge);
    }

    // A chain of proxies adds its schemes in order, so the client's own is the first.
    private static string SchemeOf(string? forwarded) =>
        Uri.UriSchemeHttps.Equals(forwarded?.Split(',')[0].Trim(), StringComparison.OrdinalIgnoreCase)
            ? Uri.UriSchemeHttps
            : Uri.UriSchemeHttp;
}
