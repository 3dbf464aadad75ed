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
        Add("Accept", "application/json");
        Add("User-Agent", _userAgent);
        Add("MS-RequestId", call.RequestId.ToString());
        Add("MS-CorrelationId", call.CorrelationId.ToString());
        Add(RequestWriting.IdHeader, call.BeginMessage().ToString());
        if (request.Content is null)
        {
            call.MarkHandedToNetwork();
        }
        else
        {
            request.Content = new ObservedContent(request.Content, call, cancellationToken);
        }

        return base.SendAsync(request, cancellationToken);

        void Add(string name, string value) => request.Headers.TryAddWithoutValidation(name, value);
    }

    // The informational version has the commit after the "+".
    private static string Version() =>
        typeof(IdentificationHandler).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
