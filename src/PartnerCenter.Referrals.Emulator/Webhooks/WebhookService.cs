namespace PartnerCenter.Referrals.Emulator;

/// <summary>Routes the requests for the registration of webhooks, and for their certificates.</summary>
internal sealed class WebhookService(RegistrationApi api, WebhookCertificates certificates)
{
    /// <summary>Returns what a path belongs to, or null if it belongs to another part of the emulator.</summary>
    public static RecordedRequestKind? KindOf(string path)
    {
        if (RegistrationApi.Serves(path))
        {
            return RecordedRequestKind.Webhooks;
        }

        return path.StartsWith(WebhookCertificates.CertificatePath, StringComparison.OrdinalIgnoreCase)
            || path.StartsWith(WebhookCertificates.RevocationPath, StringComparison.OrdinalIgnoreCase)
                ? RecordedRequestKind.Certificates
                : null;
    }

    public EmulatedResponse Handle(EmulatedRequest request) => ApiException.Respond(
        () => RegistrationApi.Serves(request.Path) ? api.Handle(request) : certificates.Handle(request));
}
