using System.Reflection;

namespace PartnerCenter.Referrals;

/// <summary>
/// Adds its ids and the User-Agent to each message (wire contract 1.2). This is the last of the client's own handlers before the network.
/// </summary>
internal sealed class IdentificationHandler : DelegatingHandler
{
    private static readonly string Product = "PartnerCenter.Referrals/" + Version();

    private readonly string _userAgent;

    public IdentificationHandler(string? applicationName, HttpMessageHandler next)
        : base(next)
    {
        _userAgent = applicationName is null ? Product : applicationName + " " + Product;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ReferralCall call = ReferralCall.Of(request);
        Set("Accept", "application/json");
        Set("User-Agent", _userAgent);
        Set("MS-RequestId", call.RequestId.ToString());
        Set("MS-CorrelationId", call.CorrelationId.ToString());
        Set(RequestWriting.IdHeader, call.BeginMessage().ToString());
        if (request.Content is null)
        {
            call.MarkHandedToNetwork();
        }
        else
        {
            // A request that is sent again after a claims challenge gets a new wrapper: a handler may have made the old one keep a copy of
            // the body, which can be sent without being noticed.
            HttpContent body = request.Content is ObservedContent sentBefore ? sentBefore.Body : request.Content;
            request.Content = new ObservedContent(body, call, cancellationToken);
        }

        return base.SendAsync(request, cancellationToken);

        void Set(string name, string value)
        {
            // A request that is sent again after a claims challenge passes this handler twice.
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    // The informational version has the commit after the "+".
    private static string Version() =>
        typeof(IdentificationHandler).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
