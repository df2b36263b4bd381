namespace Workflows.Mail.Tests.Inbound;

/// <summary>Mails as systems write them, composed for these tests.</summary>
internal static class InboundSamples
{
    public const string Report = """
        Return-Path: <>
        Delivered-To: bounces+42@mail.example.org
        From: MAILER-DAEMON@relay.example.net (Mail Delivery System)
        To: bounces+42@mail.example.org
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
            boundary="b1/relay.example.net"

        --b1/relay.example.net
        Content-Type: text/plain; charset=us-ascii

        I'm sorry, your message could not be delivered.

        <ada@example.net>: host mx.example.net said: $DIAGNOSTIC$

        --b1/relay.example.net
        Content-Type: message/delivery-status

        Reporting-MTA: dns; relay.example.net
        Original-Envelope-Id: env-7

        Final-Recipient: rfc822; Ada@Example.net
        Original-Recipient: rfc822;ada@example.net
        Action: $ACTION$
        Status: $STATUS$
        Diagnostic-Code: smtp; $DIAGNOSTIC$

        --b1/relay.example.net
        Content-Type: message/rfc822

        From: desk@example.org
        To: ada@example.net
        Message-ID: <m1@example.org>
        Subject: Ticket

        text
        --b1/relay.example.net--
        """;

    public const string Feedback = """
        From: feedback@provider.example
        To: fbl@example.org
        Subject: FW: Offer
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="f"

        --f
        Content-Type: text/plain

        This is an abuse report.
        --f
        Content-Type: message/feedback-report

        Feedback-Type: $TYPE$
        User-Agent: Loop/1
        Version: 1
        Original-Rcpt-To: <ada@example.net>

        --f
        Content-Type: message/rfc822

        From: desk@example.org
        To: ada@example.net
        Message-ID: <m2@example.org>
        Subject: Offer

        text
        --f--
        """;

    public const string Qmail = """
        Return-Path: <>
        From: MAILER-DAEMON@mail.example.org
        To: bounces@example.org
        Subject: failure notice

        Hi. This is the mail program at mail.example.org.
        I was not able to deliver your message to the following addresses.

        <gone@example.net>:
        192.0.2.7 does not like recipient.
        Remote host said: 550 5.1.1 <gone@example.net>: User unknown
        Giving up on 192.0.2.7.

        <full@example.net>:
        192.0.2.7 failed after I sent the message.
        Remote host said: 552 mailbox full

        --- Below this line is a copy of the message.

        Return-Path: <bounces@example.org>
        Received: from desk by mail.example.org
        From: desk@example.org
        To: list@example.net
        Message-ID: <m3@example.org>
        Subject: Hello
        """;

    public const string Announced = """
        From: Mail Delivery System <Mailer-Daemon@relay.example.net>
        To: desk@example.org
        X-Failed-Recipients: nobody@example.com
        Auto-Submitted: auto-replied
        Subject: Mail delivery failed: returning message to sender

        This message was created automatically by mail delivery software.

          nobody@example.com
            Unrouteable address

        ------ This is a copy of the message, including all the headers. ------

        From: desk@example.org
        To: nobody@example.com
        Message-ID: <m4@example.org>
        Subject: Hi
        """;

    public const string ProviderNotice = """
        From: notices@provider.example
        To: hooks@example.org
        Subject: Notification
        Content-Type: text/plain; charset=UTF-8

        {"notificationType":"Bounce","bounce":{"bounceType":"Transient","bouncedRecipients":[{"emailAddress":"ada@example.net","status":"4.2.2",
        "action":"failed","diagnosticCode":"smtp; 452 4.2.2 mailbox full"}]},"mail":{"messageId":"p-1"}}
        --
        unsubscribe here
        """;

    public const string OutOfOffice = """
        From: "Lovelace, Ada" <ada@example.net>
        To: desk@example.org
        Subject: Automatic reply: Ticket 7
        In-Reply-To: <m5@example.org>
        Auto-Submitted: auto-replied

        I am out of the office until Monday. Mail to mailer@example.net was not delivered to anybody.
        """;

    public const string Vacation = """
        From: ada@example.net
        To: desk@example.org
        Subject: Re: Ticket 7
        Precedence: auto_reply
        References: <m0@example.org> <m6@example.org>

        Away.
        """;

    public const string ForeignReply = """
        From: ada@example.net
        To: desk@example.org
        Subject: =?utf-8?q?R=C3=A9ponse_automatique_:_Ticket?=

        Absente.
        """;

    public static readonly string[] Ordinary =
    [
        """
        From: ada@example.net
        To: desk@example.org
        Subject: Re: delivery failed yesterday?

        The parcel was returned to sender, 550 boxes in all. Is postmaster@example.org the right address?
        """,
        """
        From: postmaster@example.net
        To: desk@example.org
        Subject: New password rules

        Please read the new rules before Friday.
        """,
        """
        From: shop@example.com
        To: desk@example.org
        Subject: Your order is delayed
        List-Unsubscribe: <https://example.com/u>
        Precedence: bulk

        It will take two more days.
        """,
        """
        From: ada@example.net
        To: desk@example.org
        Subject: Fwd: question
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=x

        --x
        Content-Type: text/plain

        see below
        --x
        Content-Type: message/rfc822

        From: bob@example.com
        To: ada@example.net
        Subject: mailbox full

        My letter box is full.
        --x--
        """,
        """
        Return-Path: <>
        From: postmaster@example.net
        To: desk@example.org
        Subject: Nightly backup failed

        The backup of host db1 was rejected by the store. Ask bob@example.com about it.
        """,
        """
        Return-Path: <>
        From: Mailer-Daemon <MAILER-DAEMON@example.net>
        To: desk@example.org
        Subject: Message delivery report for February

        12,000 mails in all. Questions go to bob@example.com.
        """,
        "",
        "no header at all",
    ];
}
