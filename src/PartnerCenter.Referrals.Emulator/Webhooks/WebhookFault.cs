namespace PartnerCenter.Referrals.Emulator;

/// <summary>Specifies what is wrong with a try to deliver a webhook's event.</summary>
public enum WebhookFault
{
    /// <summary>Specifies that nothing is wrong, to let a try pass in the middle of planned faults.</summary>
    None,

    /// <summary>Specifies that the body was changed after it was signed: it names another referral.</summary>
    TamperedBody,

    /// <summary>Specifies that the signature was made with another key than that of the certificate.</summary>
    WrongKey,

    /// <summary>Specifies that the event was signed with a certificate of the emulator's root that expired in 1991.</summary>
    ExpiredCertificate,

    /// <summary>
    /// Specifies that the event was signed with a certificate of a root that the sender made itself. The root names the same organization
    /// as <see cref="EmulatedWebhooks.RootCertificate"/>.
    /// </summary>
    UntrustedRoot,

    /// <summary>Specifies that the certificate's address names a host that is not Microsoft's.</summary>
    WrongCertificateHost,

    /// <summary>Specifies that the event is sent a second time after the receiver has accepted it.</summary>
    Duplicate,

    /// <summary>
    /// Specifies that the event is sent after the next event for the same address. Until there is a next one, it is held, and nothing waits
    /// for it.
    /// </summary>
    OutOfOrder,

    /// <summary>Specifies that nothing reaches the receiver. The emulator tries again.</summary>
    NotSent,

    /// <summary>Specifies that the receiver's response is lost. The emulator tries again, whatever the response was.</summary>
    ResponseLost,
}
