namespace PartnerCenter.Referrals.Emulator;

/// <summary>Signs events (wire contract 9.4).</summary>
internal sealed class EventSigner(WebhookCertificates certificates)
{
    /// <summary>Returns whether a fault changes what is sent.</summary>
    public static bool IsFaultOfSignature(WebhookFault fault) => fault is WebhookFault.TamperedBody or WebhookFault.WrongKey
        or WebhookFault.ExpiredCertificate or WebhookFault.UntrustedRoot or WebhookFault.WrongCertificateHost;

    /// <param name="body">The event as it is written.</param>
    /// <param name="inMsSignature">Whether the signature is in <c>x-ms-signature</c> instead of <c>Authorization</c>.</param>
    /// <param name="fault">What is wrong with the signature; null for nothing.</param>
    public SignedEvent Sign(byte[] body, bool inMsSignature, WebhookFault? fault)
    {
        SigningKey key = fault == WebhookFault.WrongKey ? SigningKey.Other : SigningKey.OfCertificate;
        byte[] sent = fault == WebhookFault.TamperedBody ? NamingAnotherReferral(body) : body;
        return new SignedEvent(sent, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Content-Type"] = "application/json; charset=utf-8",
            [inMsSignature ? "x-ms-signature" : "Authorization"] = $"Signature {Convert.ToBase64String(key.Sign(body))}",
            ["X-MS-Certificate-Url"] = certificates.AddressOf(fault).AbsoluteUri,
            ["X-MS-Signature-Algorithm"] = "rsa-sha256",
        });
    }

    // The last character of ResourceUri is the last one of the id.
    private static byte[] NamingAnotherReferral(byte[] body)
    {
        byte[] changed = [.. body];
        int last = changed.AsSpan().IndexOf("\",\"ResourceName\""u8) - 1;
        changed[last] = changed[last] == (byte)'0' ? (byte)'1' : (byte)'0';
        return changed;
    }
}
