using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Keeps the methods and the last body of the requests that it passes on.</summary>
internal sealed class RecordingService(HttpMessageHandler service) : DelegatingHandler(service)
{
    /// <summary>Gets the methods of all requests, in order.</summary>
    public List<HttpMethod> Methods { get; } = [];

    /// <summary>Gets the JSON of the last request that had a body.</summary>
    public JsonNode? Body { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Methods.Add(request.Method);
        if (request.Content is not null && await request.Content.ReadAsStringAsync(cancellationToken) is { Length: > 0 } body)
        {
            Body = JsonNode.Parse(body);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
