<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
    <context>
        <name>AccountPage</name>
        <message>
            <source>Name</source>
            <translation>الاسم</translation>
        </message>
        <message>
            <source>Insurance number</source>
            <translation>رقم التأمين</translation>
        </message>
        <message>
            <source>My account</source>
            <translation>حسابي</translation>
        </message>
        <message>
            <source>One moment, please…</source>
            <translation>يرجى الانتظار لحظة…</translation>
        </message>
        <message>
            <source>Re-register</source>
            <translation>إعادة تسجيل</translation>
        </message>
        <message>
            <source>None</source>
            <translation>لا يوجد</translation>
        </message>
        <message>
            <source>Not on record</source>
            <translation>غير مسجل</translation>
        </message>
    </context>
    <context>
        <name>ActionBar</name>
        <message>
            <source>Back</source>
            <translation>رجوع</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>One moment, please…</source>
            <translation>يرجى الانتظار لحظة…</translation>
        </message>
    </context>
    <context>
        <name>CaptchaInput</name>
        <message>
            <source>Another question</source>
            <translation>سؤال آخر</translation>
        </message>
        <message>
            <source>Another picture</source>
            <translation>صورة أخرى</translation>
        </message>
        <message>
            <source>Back to the picture</source>
            <translation>العودة إلى الصورة</translation>
        </message>
        <message>
            <source>I cannot see the picture</source>
            <translation>لا أستطيع رؤية الصورة</translation>
        </message>
        <message>
            <source>The question did not arrive. Please choose “Another question”.</source>
            <translation>تعذّر عرض السؤال. يرجى الضغط على «سؤال آخر».</translation>
        </message>
        <message>
            <source>The picture did not arrive. Please choose “Another picture”.</source>
            <translation>تعذّر عرض الصورة. يرجى الضغط على «صورة أخرى».</translation>
        </message>
        <message>
            <source>One moment, please…</source>
            <translation>يرجى الانتظار لحظة…</translation>
        </message>
        <message>
            <source>How much is {a} plus {b}?</source>
            <translation>ما ناتج جمع {a} و{b}؟</translation>
        </message>
        <message>
            <source>Which of these numbers is the largest: {list}?</source>
            <translation>ما أكبر هذه الأعداد: {list}؟</translation>
        </message>
        <message>
            <source>, </source>
            <translation>، </translation>
        </message>
        <message>
            <source>Check the connection</source>
            <translation>فحص الاتصال</translation>
        </message>
    </context>
    <context>
        <name>ChannelPage</name>
        <message>
            <source>Re-register</source>
            <translation>إعادة تسجيل</translation>
        </message>
    </context>
    <context>
        <name>ChooseServicePage</name>
        <message>
            <source>Required</source>
            <translation>إجباري</translation>
        </message>
        <message>
            <source>What is the address of the service?</source>
            <translation>ما عنوان الخدمة؟</translation>
        </message>
        <message>
            <source>This computer has no service set up yet. Your administrator knows the address.</source>
            <translation>لم تُحدَّد خدمة لهذا الجهاز بعد. العنوان متوفر لدى مسؤول النظام.</translation>
        </message>
        <message>
            <source>Service address</source>
            <translation>عنوان الخدمة</translation>
        </message>
        <message>
            <source>For example https://service.example</source>
            <translation>مثال: https://service.example</translation>
        </message>
        <message>
            <source>Please enter the address of the service.</source>
            <translation>يرجى إدخال عنوان الخدمة.</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>اتصال</translation>
        </message>
        <message>
            <source>Or practise with the built-in simulator: its people and numbers are made up, and nothing leaves this computer.</source>
            <translation>يمكن أيضاً التدرب باستخدام المحاكاة المدمجة: الأشخاص والأرقام فيها غير حقيقية، ولا تخرج أي بيانات من هذا الجهاز.</translation>
        </message>
        <message>
            <source>Start training</source>
            <translation>بدء التدريب</translation>
        </message>
    </context>
    <context>
        <name>CodePage</name>
        <message>
            <source>Code not arrived?</source>
            <translation>لم يصلك الرمز؟</translation>
        </message>
        <message>
            <source>It can take a few minutes. Please check the number or address and the spam folder.</source>
            <translation>قد يتأخر وصوله دقائق. يرجى التأكد من الرقم أو البريد ومن مجلد الرسائل غير المرغوب فيها.</translation>
        </message>
        <message>
            <source>It can take a few minutes. Please check the number or address and the spam folder, then ask for a new code.</source>
            <translation>قد يتأخر وصوله دقائق. يرجى التأكد من الرقم أو البريد ومن مجلد الرسائل غير المرغوب فيها، ثم طلب رمز جديد.</translation>
        </message>
        <message>
            <source>Send a new code</source>
            <translation>إرسال رمز جديد</translation>
        </message>
        <message>
            <source>Re-register</source>
            <translation>إعادة تسجيل</translation>
        </message>
        <message>
            <source>Change phone number or e-mail</source>
            <translation>تعديل رقم الهاتف أو البريد الإلكتروني</translation>
        </message>
        <message>
            <source>We sent a verification code of {length} digits to {destination}.</source>
            <translation>أرسلنا رمز التحقق إلى {destination}، ويتكون من {length} أرقام.</translation>
        </message>
        <message>
            <source> and </source>
            <translation> وإلى </translation>
        </message>
        <message>
            <source>The code you have entered expires in {time}</source>
            <translation>تنتهي صلاحية رمز التحقق الذي أُدخل بعد {time}</translation>
        </message>
        <message>
            <source>The code expires in {time}</source>
            <translation>تنتهي صلاحية الرمز بعد {time}</translation>
        </message>
        <message>
            <source>Your code has not been used yet. Please choose another password, then choose “Send”.</source>
            <translation>لم يُستخدم رمز التحقق بعد. يرجى اختيار كلمة سر أخرى ثم الضغط على «ارسال».</translation>
        </message>
        <message>
            <source>This code has expired. Please choose “Back” and send the request again.</source>
            <translation>انتهت صلاحية هذا الرمز. يرجى الضغط على «رجوع» ثم إرسال الطلب من جديد.</translation>
        </message>
        <message>
            <source>Send it by e-mail instead</source>
            <translation>إرسال الرمز إلى البريد الإلكتروني</translation>
        </message>
        <message>
            <source>Send it to the phone instead</source>
            <translation>إرسال الرمز إلى الهاتف</translation>
        </message>
        <message>
            <source>No further code can be sent for this request. Please visit the nearest branch or call 117117 if none has arrived.</source>
            <translation>لا يمكن إرسال رمز آخر لهذا الطلب. إذا لم يصلك أي رمز فيرجى مراجعة أقرب فرع أو الاتصال على 117117.</translation>
        </message>
        <message>
            <source>You can ask for a new code in {time}</source>
            <translation>يمكنك طلب رمز جديد بعد {time}</translation>
        </message>
        <message>
            <source>We sent a new code to {destination}. Please enter this one; the earlier code no longer works.</source>
            <translation>أرسلنا رمزاً جديداً إلى {destination}. يرجى إدخال الرمز الجديد، فالرمز السابق لم يعد صالحاً.</translation>
        </message>
        <message>
            <source>Please enter the new password, then choose “Send”.</source>
            <translation>يرجى إدخال كلمة السر الجديدة، ثم الضغط على «ارسال».</translation>
        </message>
        <message>
            <source>If this number has an account, a new code will reach the phone or e-mail on record. Please enter the new one; the earlier code no longer works.</source>
            <translation>إذا كان لهذا الرقم حساب فسيصل رمز جديد إلى الوسيلة المسجلة. يرجى إدخال الرمز الجديد، فالرمز السابق لم يعد صالحاً.</translation>
        </message>
        <message>
            <source>If this number has an account, a code will reach the phone or e-mail on record. Please enter it as you received it.</source>
            <translation>إذا كان لهذا الرقم حساب فسيصل رمز التحقق إلى الوسيلة المسجلة. يرجى إدخاله كما وصلك.</translation>
        </message>
        <message>
            <source>You can ask for a new code now.</source>
            <translation>يمكنك الآن طلب رمز جديد.</translation>
        </message>
    </context>
    <context>
        <name>CoveredNumber</name>
        <message>
            <source>Show the number</source>
            <translation>إظهار الرقم</translation>
        </message>
    </context>
    <context>
        <name>DiagnosisPage</name>
        <message>
            <source>Connection check</source>
            <translation>فحص الاتصال</translation>
        </message>
        <message>
            <source>This checks the connection to the service step by step. What has been entered stays as it is.</source>
            <translation>يعرض هذا الفحص خطوات الاتصال بالخدمة تباعاً، وتبقى البيانات المُدخلة كما هي.</translation>
        </message>
        <message>
            <source>Version {version}</source>
            <translation>الإصدار {version}</translation>
        </message>
        <message>
            <source>the built-in simulator</source>
            <translation>المحاكاة المدمجة</translation>
        </message>
        <message>
            <source>Service: {address}</source>
            <translation>الخدمة: {address}</translation>
        </message>
        <message>
            <source>Latest error codes</source>
            <translation>أحدث رموز الأخطاء</translation>
        </message>
        <message>
            <source>None since the program was started.</source>
            <translation>لا توجد رموز أخطاء منذ تشغيل البرنامج.</translation>
        </message>
        <message>
            <source>Check again</source>
            <translation>إعادة الفحص</translation>
        </message>
        <message>
            <source>Save the log</source>
            <translation>حفظ السجل</translation>
        </message>
        <message>
            <source>The built-in simulator answers on this computer, without a network.</source>
            <translation>تعمل المحاكاة المدمجة على هذا الجهاز دون اتصال بالشبكة.</translation>
        </message>
        <message>
            <source>The log was saved as {file}. It holds no personal data.</source>
            <translation>حُفظ السجل في الملف {file}، ولا يتضمن أي بيانات شخصية.</translation>
        </message>
        <message>
            <source>The log could not be saved there. Please choose another folder.</source>
            <translation>تعذّر حفظ السجل في هذا المكان. يرجى اختيار مجلد آخر.</translation>
        </message>
    </context>
    <context>
        <name>ErrorSummary</name>
        <message>
            <source>Please check the following before you continue</source>
            <translation>يرجى مراجعة ما يلي قبل المتابعة</translation>
        </message>
        <message>
            <source>Check the connection</source>
            <translation>فحص الاتصال</translation>
        </message>
        <message>
            <source>The wait is over. Please try again.</source>
            <translation>انتهت مدة الانتظار. يمكنك إعادة المحاولة الآن.</translation>
        </message>
    </context>
    <context>
        <name>FieldRow</name>
        <message>
            <source>Required</source>
            <translation>إجباري</translation>
        </message>
        <message>
            <source>The answer to the question, in digits</source>
            <translation>إجابة السؤال بالأرقام</translation>
        </message>
        <message>
            <source>Your number as entered before; it cannot be changed here</source>
            <translation>رقمك كما أُدخل سابقاً، ولا يمكن تعديله في هذه الصفحة</translation>
        </message>
        <message>
            <source>Without its leading zero</source>
            <translation>بدون صفر في بدايته</translation>
        </message>
    </context>
    <context>
        <name>Footer</name>
        <message>
            <source>Call centre {number}</source>
            <translation>مركز الاتصال {number}</translation>
        </message>
        <message>
            <source>Version {version}</source>
            <translation>الإصدار {version}</translation>
        </message>
        <message>
            <source>Connected to the simulator</source>
            <translation>متصل بالمحاكاة</translation>
        </message>
    </context>
    <context>
        <name>Header</name>
        <message>
            <source>Start page</source>
            <translation>الصفحة الرئيسة</translation>
        </message>
        <message>
            <source>High contrast</source>
            <translation>تباين عالٍ</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>مساعدة</translation>
        </message>
        <message>
            <source>Normal text</source>
            <translation>نص عادي</translation>
        </message>
        <message>
            <source>Large text</source>
            <translation>نص كبير</translation>
        </message>
        <message>
            <source>Largest text</source>
            <translation>نص كبير جداً</translation>
        </message>
        <message>
            <source>Social Security Corporation</source>
            <translation>المؤسسة العامة للضمان الاجتماعي</translation>
        </message>
        <message>
            <source>E-services</source>
            <translation>الخدمات الإلكترونية</translation>
        </message>
        <message>
            <source>Text size</source>
            <translation>حجم النص</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>تسجيل الخروج</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>القائمة</translation>
        </message>
    </context>
    <context>
        <name>HelpPage</name>
        <message>
            <source>Help</source>
            <translation>مساعدة</translation>
        </message>
        <message>
            <source>What you need to register</source>
            <translation>ما يلزم للتسجيل</translation>
        </message>
        <message>
            <source>Jordanians: the ID card and a relative's national number. Non-Jordanians: the personal number and the passport. Everyone: a phone number.</source>
            <translation>للأردني البطاقة الشخصية والرقم الوطني لأحد الأقارب، ولغير الأردني الرقم الشخصي وجواز السفر، وللجميع رقم الهاتف.</translation>
        </message>
        <message>
            <source>No relative's number, or no ID card at hand</source>
            <translation>عدم توفر الرقم الوطني لأحد الأقارب أو البطاقة الشخصية</translation>
        </message>
        <message>
            <source>Please visit the nearest branch with proof of identity; a member of staff will help you register.</source>
            <translation>يرجى مراجعة أقرب فرع ومعك ما يثبت الشخصية، وسيساعدك الموظف على التسجيل.</translation>
        </message>
        <message>
            <source>A changed phone number or e-mail</source>
            <translation>تغيّر رقم الهاتف أو البريد الإلكتروني المسجل</translation>
        </message>
        <message>
            <source>Choose “Re-register” on the “Forgot password” pages. Whoever has neither phone nor e-mail can visit the nearest branch.</source>
            <translation>يمكنك اختيار «إعادة تسجيل» من صفحات «نسيت كلمة السر». وإذا لم يكن لديك هاتف ولا بريد إلكتروني فيرجى مراجعة أقرب فرع.</translation>
        </message>
        <message>
            <source>Talking to a member of staff</source>
            <translation>التحدث إلى موظف</translation>
        </message>
        <message>
            <source>Call centre: {number}, or the nearest branch of the corporation.</source>
            <translation>يمكنك الاتصال بمركز الاتصال على الرقم {number}، أو مراجعة أقرب فرع من فروع المؤسسة.</translation>
        </message>
        <message>
            <source>Using the keyboard</source>
            <translation>استخدام لوحة المفاتيح</translation>
        </message>
        <message>
            <source>Tab goes to the next field, Shift+Tab back. Enter continues, Esc cancels, F1 opens this page.</source>
            <translation>المفتاح Tab للانتقال إلى الحقل التالي، وShift+Tab للعودة، وEnter للمتابعة، وEsc للإلغاء، وF1 لفتح هذه الصفحة.</translation>
        </message>
        <message>
            <source>Check the connection</source>
            <translation>فحص الاتصال</translation>
        </message>
    </context>
    <context>
        <name>IdleGuard</name>
        <message>
            <source>Your session will end and your data will be erased in {seconds}. To stay, please choose “Continue”.</source>
            <translation>ستنتهي الجلسة وتُمسح بياناتك بعد {seconds}. للبقاء يرجى الضغط على «متابعة».</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>متابعة</translation>
        </message>
        <message>
            <source>Finish and erase my data</source>
            <translation>إنهاء ومسح بياناتي</translation>
        </message>
    </context>
    <context>
        <name>JourneyShell</name>
        <message>
            <source>Cancel this request? What was entered will be erased and nothing will be kept.</source>
            <translation>هل تريد إلغاء الطلب؟ ستُمسح البيانات المُدخلة ولن يُحفظ منها شيء.</translation>
        </message>
        <message>
            <source>Return to the request</source>
            <translation>العودة إلى الطلب</translation>
        </message>
        <message>
            <source>Cancel and erase</source>
            <translation>إلغاء ومسح البيانات</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>إعادة المحاولة</translation>
        </message>
    </context>
    <context>
        <name>DefectQuestion</name>
        <message>
            <source>Continue</source>
            <translation>متابعة</translation>
        </message>
        <message>
            <source>Start page</source>
            <translation>الصفحة الرئيسة</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Social Security Corporation – E-services</source>
            <translation>المؤسسة العامة للضمان الاجتماعي – الخدمات الإلكترونية</translation>
        </message>
    </context>
    <context>
        <name>PasswordInput</name>
        <message>
            <source>Show</source>
            <translation>إظهار</translation>
        </message>
    </context>
    <context>
        <name>PasswordMeter</name>
        <message>
            <source>Password strength: {grade}</source>
            <translation>قوة كلمة السر: {grade}</translation>
        </message>
        <message>
            <source>Weak</source>
            <translation>ضعيفة</translation>
        </message>
    </context>
    <context>
        <name>ReviewPage</name>
        <message>
            <source>Change</source>
            <translation>تعديل</translation>
        </message>
        <message>
            <source>Not entered</source>
            <translation>لم يُدخل</translation>
        </message>
        <message>
            <source>Not shown, for your protection</source>
            <translation>لا تظهر حمايةً لك</translation>
        </message>
    </context>
    <context>
        <name>ServicesPage</name>
        <message>
            <source>E-services</source>
            <translation>الخدمات الإلكترونية</translation>
        </message>
        <message>
            <source>My account</source>
            <translation>حسابي</translation>
        </message>
        <message>
            <source>Your phone, e-mail and the other data on record</source>
            <translation>رقم هاتفك وبريدك الإلكتروني وباقي بياناتك المسجلة</translation>
        </message>
        <message>
            <source>Social security number inquiry</source>
            <translation>الاستعلام عن رقم الضمان</translation>
        </message>
        <message>
            <source>You receive a verification code, then see your insurance number</source>
            <translation>يصلك رمز التحقق ثم يظهر رقم التأمين الخاص بك</translation>
        </message>
    </context>
    <context>
        <name>SignInPage</name>
        <message>
            <source>Other options</source>
            <translation>خيارات أخرى</translation>
        </message>
        <message>
            <source>Forgot password</source>
            <translation>نسيت كلمة السر</translation>
        </message>
        <message>
            <source>Individual registration</source>
            <translation>تسجيل الأفراد</translation>
        </message>
        <message>
            <source>Social security number inquiry</source>
            <translation>الاستعلام عن رقم الضمان</translation>
        </message>
    </context>
    <context>
        <name>StartPage</name>
        <message>
            <source>Welcome</source>
            <translation>أهلاً بك</translation>
        </message>
        <message>
            <source>Registering lets you use all the e-services available on the Social Security Corporation's site.</source>
            <translation>يتيح لك التسجيل الاستفادة من كافة الخدمات الإلكترونية المتاحة على موقع المؤسسة العامة للضمان الاجتماعي.</translation>
        </message>
        <message>
            <source>Sign in to e-services</source>
            <translation>الدخول إلى الخدمات الإلكترونية</translation>
        </message>
        <message>
            <source>With your national or personal number and your password</source>
            <translation>برقمك الوطني أو رقمك الشخصي وكلمة السر</translation>
        </message>
        <message>
            <source>Individual registration</source>
            <translation>تسجيل الأفراد</translation>
        </message>
        <message>
            <source>Open a new account, for insured persons and other users, Jordanian or not</source>
            <translation>إنشاء حساب جديد للمؤمن عليه أو متلقي الخدمة، للأردني وغير الأردني</translation>
        </message>
        <message>
            <source>Social security number inquiry</source>
            <translation>الاستعلام عن رقم الضمان</translation>
        </message>
        <message>
            <source>No registration needed: you receive a verification code, then see your insurance number</source>
            <translation>دون الحاجة إلى التسجيل: يصلك رمز التحقق ثم يظهر رقم التأمين الخاص بك</translation>
        </message>
        <message>
            <source>Forgot password</source>
            <translation>نسيت كلمة السر</translation>
        </message>
        <message>
            <source>A new password, with a code that reaches your phone or e-mail</source>
            <translation>تغيير كلمة السر برمز يصل إلى هاتفك أو بريدك الإلكتروني</translation>
        </message>
    </context>
    <context>
        <name>StepLine</name>
        <message>
            <source>Step {n} of {all}: {name}</source>
            <translation>الخطوة {n} من {all}: {name}</translation>
        </message>
    </context>
    <context>
        <name>StepList</name>
        <message>
            <source>Done</source>
            <translation>تم</translation>
        </message>
    </context>
    <context>
        <name>StepPage</name>
        <message>
            <source>Red fields marked “Required” must be filled in; the others are optional.</source>
            <translation>يلزم تعبئة الحقول الحمراء التي تحمل كلمة «إجباري»، وباقي الحقول اختيارية.</translation>
        </message>
    </context>
    <context>
        <name>TerminalFooter</name>
        <message>
            <source>Finish and erase my data</source>
            <translation>إنهاء ومسح بياناتي</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>مساعدة</translation>
        </message>
    </context>
    <context>
        <name>Threshold</name>
        <message>
            <source>One moment, please…</source>
            <translation>يرجى الانتظار لحظة…</translation>
        </message>
    </context>
    <context>
        <name>TrainingBanner</name>
        <message>
            <source>Training – not a real service</source>
            <translation>محاكاة للتدريب – ليست خدمة حقيقية</translation>
        </message>
        <message>
            <source>The citizen's phone</source>
            <translation>هاتف متلقي الخدمة</translation>
        </message>
        <message>
            <source>Back to the page</source>
            <translation>العودة إلى الصفحة</translation>
        </message>
    </context>
    <context>
        <name>TrainingPanel</name>
        <message>
            <source>Picture code: {text}</source>
            <translation>رمز الشاشة: {text}</translation>
        </message>
        <message>
            <source>Copy the code</source>
            <translation>نسخ الرمز</translation>
        </message>
        <message>
            <source>The citizen's phone</source>
            <translation>هاتف متلقي الخدمة</translation>
        </message>
        <message>
            <source>For training only</source>
            <translation>للتدريب فقط</translation>
        </message>
        <message>
            <source>No message has arrived yet.</source>
            <translation>لم تصل أي رسالة بعد.</translation>
        </message>
        <message>
            <source>People to try</source>
            <translation>أشخاص افتراضيون للتدريب</translation>
        </message>
        <message>
            <source>Press a name to see its details, and any of them to copy it.</source>
            <translation>عند الضغط على الاسم تظهر بيانات صاحبه، وعند الضغط على أي قيمة منها تُنسخ.</translation>
        </message>
    </context>
    <context>
        <name>_Counts</name>
        <message numerus="yes">
            <source>%n characters or more</source>
            <translation>
                <numerusform>أي عدد من الخانات</numerusform>
                <numerusform>خانة واحدة أو أكثر</numerusform>
                <numerusform>خانتان أو أكثر</numerusform>
                <numerusform>%n خانات أو أكثر</numerusform>
                <numerusform>%n خانة أو أكثر</numerusform>
                <numerusform>%n خانة أو أكثر</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n tries left.</source>
            <translation>
                <numerusform>لم تبقَ محاولات لهذا الرمز.</numerusform>
                <numerusform>بقيت لك محاولة واحدة.</numerusform>
                <numerusform>بقيت لك محاولتان.</numerusform>
                <numerusform>بقيت لك %n محاولات.</numerusform>
                <numerusform>بقيت لك %n محاولة.</numerusform>
                <numerusform>بقيت لك %n محاولة.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n seconds</source>
            <translation>
                <numerusform>أقل من ثانية</numerusform>
                <numerusform>ثانية واحدة</numerusform>
                <numerusform>ثانيتين</numerusform>
                <numerusform>%n ثوانٍ</numerusform>
                <numerusform>%n ثانية</numerusform>
                <numerusform>%n ثانية</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minutes</source>
            <translation>
                <numerusform>أقل من دقيقة</numerusform>
                <numerusform>دقيقة واحدة</numerusform>
                <numerusform>دقيقتين</numerusform>
                <numerusform>%n دقائق</numerusform>
                <numerusform>%n دقيقة</numerusform>
                <numerusform>%n دقيقة</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hours</source>
            <translation>
                <numerusform>أقل من ساعة</numerusform>
                <numerusform>ساعة واحدة</numerusform>
                <numerusform>ساعتين</numerusform>
                <numerusform>%n ساعات</numerusform>
                <numerusform>%n ساعة</numerusform>
                <numerusform>%n ساعة</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>endings</name>
        <message>
            <source>Sign in</source>
            <translation>دخول</translation>
        </message>
        <message>
            <source>Start page</source>
            <translation>الصفحة الرئيسة</translation>
        </message>
        <message>
            <source>Forgot password</source>
            <translation>نسيت كلمة السر</translation>
        </message>
        <message>
            <source>Re-register</source>
            <translation>إعادة تسجيل</translation>
        </message>
        <message>
            <source>E-services</source>
            <translation>الخدمات الإلكترونية</translation>
        </message>
        <message>
            <source>Your insurance number</source>
            <translation>رقم التأمين الخاص بك</translation>
        </message>
        <message>
            <source>Please keep it; every transaction with the corporation needs it.</source>
            <translation>يرجى الاحتفاظ به، فهو مطلوب في كافة معاملاتك لدى المؤسسة.</translation>
        </message>
        <message>
            <source>Insurance number</source>
            <translation>رقم التأمين</translation>
        </message>
        <message>
            <source>Your data is up to date</source>
            <translation>تم تحديث بياناتك</translation>
        </message>
        <message>
            <source>Registration is complete</source>
            <translation>اكتمل التسجيل</translation>
        </message>
        <message>
            <source>Your account now carries the new data, and earlier sessions have ended. You can sign in with the new password.</source>
            <translation>أصبحت البيانات الجديدة مسجلة في حسابك، وانتهت الجلسات السابقة. يمكنك الآن الدخول بكلمة السر الجديدة.</translation>
        </message>
        <message>
            <source>A changed bank takes effect after three days, to protect your account.</source>
            <translation>حمايةً لحسابك لا يُعتمد تغيير البنك إلا بعد ثلاثة أيام.</translation>
        </message>
        <message>
            <source>Your request has been received</source>
            <translation>تم استلام طلبك</translation>
        </message>
        <message>
            <source>The new data takes effect in {time}. Until then your account stays as it is, with its earlier password. Every phone and e-mail on record has been told; to object, please call 117117.</source>
            <translation>تصبح البيانات الجديدة معتمدة في حسابك بعد {time}، ويبقى الحساب حتى ذلك الوقت كما هو بكلمة السر السابقة. أرسلنا إشعاراً إلى كل هاتف وبريد إلكتروني مسجل، وللاعتراض يرجى الاتصال على 117117.</translation>
        </message>
        <message>
            <source>Your account is now active. You can sign in with your national or personal number and your password.</source>
            <translation>أصبح حسابك فعّالاً على الموقع. يمكنك الآن الدخول برقمك الوطني أو رقمك الشخصي وكلمة السر.</translation>
        </message>
        <message>
            <source>The password has been changed</source>
            <translation>تم تغيير كلمة السر</translation>
        </message>
        <message>
            <source>Your password has been changed and earlier sessions have ended. You can now sign in with the new one.</source>
            <translation>تم تغيير كلمة السر، وانتهت الجلسات السابقة. يمكنك الآن الدخول بكلمة السر الجديدة.</translation>
        </message>
        <message>
            <source>No insurance number yet</source>
            <translation>لا يوجد رقم تأمين حتى الآن</translation>
        </message>
        <message>
            <source>You already have an account</source>
            <translation>يوجد حساب مسجل لك</translation>
        </message>
        <message>
            <source>The session has ended</source>
            <translation>انتهت الجلسة</translation>
        </message>
        <message>
            <source>The service works with newer versions of this program only; this is version {version}. In a branch, please tell a member of staff; on your own computer, please ask your administrator for the new version, or call 117117. What has been entered stays until the program is closed.</source>
            <translation>تعمل الخدمة مع الإصدارات الأحدث من هذا البرنامج فقط، والإصدار الحالي على هذا الجهاز {version}. في الفرع يرجى إبلاغ أحد الموظفين، وعلى جهازك يرجى طلب الإصدار الجديد من مسؤول النظام، أو الاتصال على 117117. تبقى البيانات المُدخلة كما هي حتى إغلاق البرنامج.</translation>
        </message>
        <message>
            <source>A newer version is needed</source>
            <translation>يلزم إصدار أحدث من البرنامج</translation>
        </message>
        <message>
            <source>Check the connection</source>
            <translation>فحص الاتصال</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>رجوع</translation>
        </message>
    </context>
    <context>
        <name>findings</name>
        <message>
            <source>Name of the service</source>
            <translation>اسم الخدمة</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>الاتصال</translation>
        </message>
        <message>
            <source>Secure connection</source>
            <translation>أمان الاتصال</translation>
        </message>
        <message>
            <source>Answer of the service</source>
            <translation>استجابة الخدمة</translation>
        </message>
        <message>
            <source>Clock of this computer</source>
            <translation>ساعة الجهاز</translation>
        </message>
        <message>
            <source>One moment, please…</source>
            <translation>يرجى الانتظار لحظة…</translation>
        </message>
        <message>
            <source>In order</source>
            <translation>لا توجد مشكلة</translation>
        </message>
        <message>
            <source>Not checked: an earlier step comes first</source>
            <translation>لم يتم الفحص لعدم اكتمال خطوة سابقة</translation>
        </message>
        <message>
            <source>The name was not found. The network may be down, or the address may not be right.</source>
            <translation>لم يُعثر على اسم الخدمة. قد تكون الشبكة منقطعة أو العنوان غير صحيح.</translation>
        </message>
        <message>
            <source>Nothing answers at this address just now. The service may be down; please check again shortly.</source>
            <translation>لا توجد استجابة من هذا العنوان حالياً، وقد تكون الخدمة متوقفة. يرجى إعادة الفحص بعد قليل.</translation>
        </message>
        <message>
            <source>The service could not be reached. The network may be down, or something on the way may not let the connection through.</source>
            <translation>تعذّر الوصول إلى الخدمة. قد تكون الشبكة منقطعة، أو لا يُسمح بمرور الاتصال عبرها.</translation>
        </message>
        <message>
            <source>The service's certificate is not valid at the time that this computer's clock shows: {here}. Please have your administrator check date and time.</source>
            <translation>شهادة الخدمة غير سارية في الوقت الذي تشير إليه ساعة هذا الجهاز: {here}. يرجى الطلب من مسؤول النظام التأكد من التاريخ والوقت.</translation>
        </message>
        <message>
            <source>The certificate belongs to another address. Please check the address with your administrator.</source>
            <translation>شهادة الخدمة تخص عنواناً آخر. يرجى التأكد من العنوان لدى مسؤول النظام.</translation>
        </message>
        <message>
            <source>This computer does not trust the service's certificate. Please tell your administrator.</source>
            <translation>شهادة الخدمة غير موثوقة لدى هذا الجهاز. يرجى إبلاغ مسؤول النظام.</translation>
        </message>
        <message>
            <source>A secure connection could not be agreed on with the service. Please tell your administrator.</source>
            <translation>تعذّر إنشاء اتصال آمن مع الخدمة. يرجى إبلاغ مسؤول النظام.</translation>
        </message>
        <message>
            <source>The service was reached, but gave no complete answer in time. Please check again shortly.</source>
            <translation>تم الوصول إلى الخدمة، ولم تصل منها استجابة كاملة في الوقت المحدد. يرجى إعادة الفحص بعد قليل.</translation>
        </message>
        <message>
            <source>This computer's clock shows {here}, the service's {there}. Codes and requests are not affected; please tell your administrator.</source>
            <translation>تشير ساعة هذا الجهاز إلى {here} وساعة الخدمة إلى {there}. لا يؤثر ذلك في الرموز والطلبات. يرجى إبلاغ مسؤول النظام.</translation>
        </message>
        <message>
            <source>Not checked: the service does not tell its time</source>
            <translation>لم يتم الفحص لأن استجابة الخدمة لا تتضمن الوقت</translation>
        </message>
        <message>
            <source>What answers at this address is not the service. Please check the address with your administrator.</source>
            <translation>هذا العنوان لا يخص الخدمة المطلوبة. يرجى التأكد منه لدى مسؤول النظام.</translation>
        </message>
        <message>
            <source>The service answers, but cannot work on requests just now. Please check again shortly.</source>
            <translation>تستجيب الخدمة، لكنها لا تتمكن من إنجاز الطلبات حالياً. يرجى إعادة الفحص بعد قليل.</translation>
        </message>
    </context>
    <context>
        <name>messages</name>
        <message>
            <source>Please enter: {label}.</source>
            <translation>يرجى إدخال {label}.</translation>
        </message>
        <message>
            <source>Please choose: {label}.</source>
            <translation>يرجى اختيار {label}.</translation>
        </message>
        <message>
            <source>{label}: please choose one of the entries in the list.</source>
            <translation>يرجى اختيار {label} من القائمة.</translation>
        </message>
        <message>
            <source>{label}: this is too long. Please check it and enter it again.</source>
            <translation>النص المُدخل في خانة {label} أطول من اللازم. يرجى التأكد منه ثم إدخاله مرة أخرى.</translation>
        </message>
        <message>
            <source>{label} has {length} digits; {n} entered so far. Please check it.</source>
            <translation>يتكون {label} من {length} أرقام، وعدد الأرقام المُدخلة حالياً {n}. يرجى التأكد منه.</translation>
        </message>
        <message>
            <source>The relative's national number has {length} digits; {n} entered so far. Please check it.</source>
            <translation>يتكون الرقم الوطني لأحد الأقارب من {length} أرقام، وعدد الأرقام المُدخلة حالياً {n}. يرجى التأكد منه.</translation>
        </message>
        <message>
            <source>Please enter {label} in digits only, without letters or symbols.</source>
            <translation>يرجى إدخال {label} بالأرقام فقط، دون أحرف أو رموز.</translation>
        </message>
        <message>
            <source>Please enter {label} as on the back of the card, in Latin letters and digits, usually 3 letters and 5 digits.</source>
            <translation>يرجى إدخال {label} كما هو خلف البطاقة، بالأحرف الإنجليزية والأرقام، ويتكون عادةً من 3 أحرف و5 أرقام.</translation>
        </message>
        <message>
            <source>This is your own national number. Please enter a relative's.</source>
            <translation>هذا هو رقمك الوطني. يرجى إدخال الرقم الوطني لأحد الأقارب.</translation>
        </message>
        <message>
            <source>Please enter the passport number as printed, Latin letters and digits without spaces.</source>
            <translation>يرجى إدخال رقم جواز السفر كما هو في الجواز، بالأحرف الإنجليزية والأرقام دون فراغات.</translation>
        </message>
        <message>
            <source>Please enter the date of birth as day, month, year, for example {example}.</source>
            <translation>يرجى إدخال تاريخ الميلاد باليوم ثم الشهر ثم السنة، مثال: {example}.</translation>
        </message>
        <message>
            <source>This date cannot be a date of birth. Please check the day, month and year.</source>
            <translation>تاريخ الميلاد المُدخل غير صحيح. يرجى التأكد من اليوم والشهر والسنة.</translation>
        </message>
        <message>
            <source>A Jordanian mobile number has 9 digits and begins with 77, 78 or 79. Please check it.</source>
            <translation>رقم الهاتف الخلوي الأردني يتكون من 9 أرقام ويبدأ بالرقم 77 أو 78 أو 79. يرجى التأكد منه.</translation>
        </message>
        <message>
            <source>This number does not fit the calling code {calling_code}. Please check both.</source>
            <translation>رقم الهاتف لا يناسب رمز الهاتف الدولي {calling_code}. يرجى التأكد من الرمز والرقم.</translation>
        </message>
        <message>
            <source>Please enter the whole e-mail address, for example {example}</source>
            <translation>يرجى إدخال البريد الإلكتروني كاملاً، مثال: {example}</translation>
        </message>
        <message>
            <source>The two e-mail addresses are not the same. Please check both.</source>
            <translation>البريد الإلكتروني غير متطابق في الخانتين. يرجى التأكد منهما.</translation>
        </message>
        <message>
            <source>To receive the activation code by e-mail, enter your address here, or choose “By phone number” instead.</source>
            <translation>لاستلام رمز التفعيل بالبريد يلزم إدخال البريد الإلكتروني هنا، ويمكن اختيار «عن طريق رقم الهاتف» بدلاً منه.</translation>
        </message>
        <message>
            <source>Text messages reach Jordanian phones only. Please enter your e-mail address to receive the code.</source>
            <translation>تصل الرسائل النصية إلى الهواتف الأردنية فقط. يرجى إدخال البريد الإلكتروني لاستلام الرمز.</translation>
        </message>
        <message>
            <source>Text messages reach Jordanian phones only. Please choose “By e-mail”.</source>
            <translation>تصل الرسائل النصية إلى الهواتف الأردنية فقط. يرجى اختيار «عن طريق البريد الإلكتروني».</translation>
        </message>
        <message>
            <source>Please enter a password of at least 8 characters with digits, letters and symbols.</source>
            <translation>يرجى إدخال كلمة سر لا تقل عن 8 خانات وتتكون من أرقام وحروف ورموز.</translation>
        </message>
        <message>
            <source>Please enter a password that has everything listed below the field.</source>
            <translation>يرجى إدخال كلمة سر تستوفي كافة الشروط المبينة أسفل الخانة.</translation>
        </message>
        <message>
            <source>This password is too long. Please enter one of at most {length} characters.</source>
            <translation>كلمة السر هذه أطول من اللازم. يرجى إدخال كلمة سر لا تزيد على {length} خانة.</translation>
        </message>
        <message>
            <source>This password is printed in the guide as an example. To protect your account, please choose your own.</source>
            <translation>كلمة السر هذه منشورة مثالاً في الدليل. لحماية حسابك يرجى اختيار كلمة سر خاصة بك.</translation>
        </message>
        <message>
            <source>This password is easy to guess. Please choose another, without your name or numbers in it.</source>
            <translation>كلمة السر هذه سهلة التوقع. يرجى اختيار كلمة سر أخرى لا تتضمن اسمك أو أرقامك.</translation>
        </message>
        <message>
            <source>The two passwords are not the same. Please enter the same password in both fields.</source>
            <translation>كلمتا السر غير متطابقتين. يرجى إدخال كلمة السر نفسها في الخانتين.</translation>
        </message>
        <message>
            <source>The code has {length} digits. Please enter all of it as you received it.</source>
            <translation>رمز التحقق يتكون من {length} أرقام. يرجى إدخاله كاملاً كما وصلك.</translation>
        </message>
        <message>
            <source>To protect your account, please also enter the picture's characters.</source>
            <translation>حمايةً لحسابك يرجى إدخال رمز الشاشة أيضاً.</translation>
        </message>
        <message>
            <source>The characters did not match the picture. Here is a new one; please enter its characters, capitals and small letters.</source>
            <translation>الرمز المُدخل لا يطابق الصورة. هذه صورة جديدة، يرجى إدخال رمزها مع مراعاة الأحرف الكبيرة والصغيرة.</translation>
        </message>
        <message>
            <source>That is not the answer. Here is a new question; please enter its answer in digits.</source>
            <translation>الإجابة غير صحيحة. هذا سؤال جديد، يرجى إدخال إجابته بالأرقام.</translation>
        </message>
        <message>
            <source>The question has expired. Here is a new one; the rest of your data is unchanged.</source>
            <translation>انتهت صلاحية السؤال. هذا سؤال جديد، وباقي بياناتك محفوظة كما هي.</translation>
        </message>
        <message>
            <source>The picture has expired. Here is a new one; the rest of your data is unchanged.</source>
            <translation>انتهت صلاحية الصورة. هذه صورة جديدة، وباقي بياناتك محفوظة كما هي.</translation>
        </message>
        <message>
            <source>We could not match the identity details with the records. Please check them on this page; the rest of your data is kept. If they are right, please visit the nearest branch or call 117117.</source>
            <translation>لم نتمكن من مطابقة بيانات الهوية مع السجلات. يرجى مراجعتها في هذه الصفحة، وباقي بياناتك محفوظة كما هي. إذا كانت صحيحة فيرجى مراجعة أقرب فرع أو الاتصال على 117117.</translation>
        </message>
        <message>
            <source>We could not match the identity details with the records. Please check them on the pages that follow; the rest of your data is kept. If they are right, please visit the nearest branch or call 117117.</source>
            <translation>لم نتمكن من مطابقة بيانات الهوية مع السجلات. يرجى مراجعتها في الصفحات التالية، وباقي بياناتك محفوظة كما هي. إذا كانت صحيحة فيرجى مراجعة أقرب فرع أو الاتصال على 117117.</translation>
        </message>
        <message>
            <source>a little while</source>
            <translation>قليل</translation>
        </message>
        <message>
            <source>The identity details did not match several times. To protect the person they belong to, please try again tomorrow, or visit the nearest branch with your ID card or passport, or call 117117.</source>
            <translation>تكرر عدم تطابق بيانات الهوية مع السجلات. حمايةً لصاحب هذه البيانات يرجى إعادة المحاولة غداً، أو مراجعة أقرب فرع ومعك البطاقة الشخصية أو جواز السفر، أو الاتصال على 117117.</translation>
        </message>
        <message>
            <source>You already have an account. You can sign in, choose “Forgot password”, or “Re-register” if your phone or e-mail has changed.</source>
            <translation>يوجد حساب مسجل لك. يمكنك الدخول إليه، أو اختيار «نسيت كلمة السر»، أو «إعادة تسجيل» إذا تغيّر رقم هاتفك أو بريدك الإلكتروني.</translation>
        </message>
        <message>
            <source>The code does not match. Please enter the latest code you received. {tries_left}</source>
            <translation>الرمز المُدخل غير مطابق. يرجى إدخال أحدث رمز وصلك. {tries_left}</translation>
        </message>
        <message>
            <source>This code has expired. Please choose “Send a new code”.</source>
            <translation>انتهت صلاحية هذا الرمز. يرجى الضغط على «إرسال رمز جديد».</translation>
        </message>
        <message>
            <source>The tries for this code are used up, to protect your account. You can ask for a new code in {time}.</source>
            <translation>انتهت محاولات هذا الرمز حمايةً لحسابك. يمكنك طلب رمز جديد بعد {time}.</translation>
        </message>
        <message>
            <source>Codes are paused for now, to protect your account. Try again in {time}, or visit the nearest branch with proof of identity.</source>
            <translation>توقف إرسال الرموز مؤقتاً حمايةً لحسابك. يمكنك المحاولة من جديد بعد {time}، أو مراجعة أقرب فرع ومعك ما يثبت الشخصية.</translation>
        </message>
        <message>
            <source>To protect your account, identity must be proven before another code is sent. Please visit the nearest branch with your ID card or passport.</source>
            <translation>حمايةً لحسابك يلزم إثبات الشخصية قبل إرسال رمز آخر. يرجى مراجعة أقرب فرع ومعك البطاقة الشخصية أو جواز السفر.</translation>
        </message>
        <message>
            <source>You can ask for a new code in {time}.</source>
            <translation>يمكنك طلب رمز جديد بعد {time}.</translation>
        </message>
        <message>
            <source>This request has expired; your data is still here. Please send it again to receive a new code.</source>
            <translation>انتهت صلاحية هذا الطلب، وبياناتك باقية كما هي. يرجى إرساله مرة أخرى لاستلام رمز جديد.</translation>
        </message>
        <message>
            <source>You are not signed in. Please check the sign-in ID and password. After several tries a wait of 15 minutes or more applies; “Forgot password” is available at any time.</source>
            <translation>لم يتم الدخول. يرجى التأكد من رمز الدخول وكلمة السر. بعد عدة محاولات يلزم الانتظار 15 دقيقة أو أكثر، ويمكنك في أي وقت اختيار «نسيت كلمة السر».</translation>
        </message>
        <message>
            <source>The session has ended and your data was erased for your protection. You can begin again from the start page.</source>
            <translation>انتهت الجلسة ومُسحت بياناتك حمايةً لك. يمكنك البدء من جديد من الصفحة الرئيسة.</translation>
        </message>
        <message>
            <source>The number has been asked for several times today. You can ask again in {time}, or visit the nearest branch or call 117117.</source>
            <translation>تم الاستعلام عن هذا الرقم عدة مرات اليوم. يمكنك الاستعلام من جديد بعد {time}، أو مراجعة أقرب فرع أو الاتصال على 117117.</translation>
        </message>
        <message>
            <source>The records hold no insurance number for you yet. If you work or have worked, please visit the nearest branch with your ID card or passport, or call 117117.</source>
            <translation>لا يوجد لك رقم تأمين في السجلات حتى الآن. إذا كان لديك عمل حالي أو سابق فيرجى مراجعة أقرب فرع ومعك البطاقة الشخصية أو جواز السفر، أو الاتصال على 117117.</translation>
        </message>
        <message>
            <source>Too many attempts have come from this place. You can try again in {time}, or call 117117.</source>
            <translation>تكررت المحاولات من هذا الجهاز أو من الشبكة نفسها. يمكنك المحاولة من جديد بعد {time}، أو الاتصال على 117117.</translation>
        </message>
        <message>
            <source>The service cannot be reached; your data is still on this page. Please try again shortly, or call 117117 if it happens again.</source>
            <translation>تعذّر الاتصال بالخدمة، وبياناتك باقية في هذه الصفحة. يرجى إعادة المحاولة بعد قليل، أو الاتصال على 117117 إذا تكرر ذلك.</translation>
        </message>
        <message>
            <source>The service has not confirmed yet. Please choose “Try again”; your request will not be recorded twice.</source>
            <translation>لم يصل تأكيد الخدمة بعد. يرجى الضغط على «إعادة المحاولة»، ولن يُسجَّل طلبك مرتين.</translation>
        </message>
        <message>
            <source>This address cannot be used. Please check it with your administrator.</source>
            <translation>لا يمكن استخدام هذا العنوان. يرجى التأكد منه لدى مسؤول النظام.</translation>
        </message>
        <message>
            <source>The service could not do this just now; your data is still on this page. Please try again shortly, or call 117117 if it happens again.</source>
            <translation>تعذّر إتمام الطلب حالياً، وبياناتك باقية في هذه الصفحة. يرجى إعادة المحاولة بعد قليل، أو الاتصال على 117117 إذا تكرر ذلك.</translation>
        </message>
        <message>
            <source>The service no longer works with this version of the program. Please ask your administrator for the new version, or call 117117.</source>
            <translation>لم تعد الخدمة تعمل مع هذا الإصدار من البرنامج. يرجى طلب الإصدار الجديد من مسؤول النظام، أو الاتصال على 117117.</translation>
        </message>
        <message>
            <source>The connection to the service cannot be secured with the date and time of this computer. Please tell a member of staff or your administrator to check both, or call 117117.</source>
            <translation>تعذّر الاتصال الآمن بالخدمة بسبب تاريخ هذا الجهاز أو وقته. يرجى إبلاغ أحد الموظفين أو مسؤول النظام للتأكد منهما، أو الاتصال على 117117.</translation>
        </message>
        <message>
            <source>The service does not recognise this computer; this has nothing to do with what you entered. Please tell a member of staff or your administrator, or call 117117.</source>
            <translation>لم تتعرف الخدمة على هذا الجهاز، ولا علاقة لذلك بالبيانات المُدخلة. يرجى إبلاغ أحد الموظفين أو مسؤول النظام، أو الاتصال على 117117.</translation>
        </message>
        <message>
            <source>The service answers registered computers only, and this one is not registered yet. Please tell a member of staff or your administrator, or call 117117.</source>
            <translation>تقتصر الخدمة على الأجهزة المسجلة لديها، وهذا الجهاز غير مسجل بعد. يرجى إبلاغ أحد الموظفين أو مسؤول النظام، أو الاتصال على 117117.</translation>
        </message>
        <message>
            <source>This computer's credential for the service cannot be read: the store it is kept in is locked or does not answer. Please tell a member of staff or your administrator, or call 117117.</source>
            <translation>تعذّرت قراءة بيانات اعتماد هذا الجهاز لدى الخدمة، لأن المخزن المحفوظة فيه مقفل أو لا يستجيب. يرجى إبلاغ أحد الموظفين أو مسؤول النظام، أو الاتصال على 117117.</translation>
        </message>
        <message>
            <source>The simulator's file is damaged or is not one of this program's. It was left as it is. Choose another folder, or move the file away.</source>
            <translation>ملف المحاكاة تالف أو لا يخص هذا البرنامج، وقد تُرك كما هو. يرجى اختيار مجلد آخر، أو نقل الملف من مكانه.</translation>
        </message>
        <message>
            <source>The simulator's file is in use by another program. Please close that program and try again.</source>
            <translation>ملف المحاكاة قيد الاستخدام في برنامج آخر. يرجى إغلاق ذلك البرنامج ثم إعادة المحاولة.</translation>
        </message>
        <message>
            <source>The simulator's file cannot be written. Please check the permissions of its folder, or choose another one.</source>
            <translation>تعذّرت الكتابة في ملف المحاكاة. يرجى التأكد من صلاحيات المجلد، أو اختيار مجلد آخر.</translation>
        </message>
        <message>
            <source>The disk is full. Please free some space and try again; nothing was lost.</source>
            <translation>القرص ممتلئ، ولم يُفقد أي شيء. يرجى توفير مساحة ثم إعادة المحاولة.</translation>
        </message>
        <message>
            <source>The simulator's file belongs to another version of the program. It was left as it is.</source>
            <translation>ملف المحاكاة يخص إصداراً آخر من البرنامج، وقد تُرك كما هو.</translation>
        </message>
        <message>
            <source>Something went wrong in the program; your data is still on this page. Please try again, or call 117117 if it happens again.</source>
            <translation>حدث خلل في البرنامج، وبياناتك باقية في هذه الصفحة. يرجى إعادة المحاولة، أو الاتصال على 117117 إذا تكرر ذلك.</translation>
        </message>
        <message>
            <source>Text messages reach Jordanian phones only, so the code is sent by e-mail.</source>
            <translation>تصل الرسائل النصية إلى الهواتف الأردنية فقط، لذلك يُرسل الرمز إلى البريد الإلكتروني.</translation>
        </message>
        <message>
            <source>A card number usually has 3 Latin letters and 5 digits. If yours matches the back of the card, you can continue.</source>
            <translation>يتكون رقم البطاقة عادةً من 3 أحرف إنجليزية و5 أرقام. إذا كان الرقم مطابقاً لما خلف البطاقة فيمكنك المتابعة.</translation>
        </message>
        <message>
            <source>Please enter the answer to the question, in digits.</source>
            <translation>يرجى إدخال إجابة السؤال بالأرقام.</translation>
        </message>
        <message>
            <source>Nothing answers at this address. Please check the address and the network, then try again.</source>
            <translation>تعذّر الاتصال بالخدمة على هذا العنوان. يرجى التأكد من العنوان والشبكة، ثم إعادة المحاولة.</translation>
        </message>
        <message>
            <source>What answers at this address does not answer as the service does. Please check the address, then try again.</source>
            <translation>لم يصل من هذا العنوان رد صحيح من الخدمة. يرجى التأكد من العنوان، ثم إعادة المحاولة.</translation>
        </message>
    </context>
    <context>
        <name>renewal</name>
        <message>
            <source>If your phone has changed, or the number or e-mail on record is not right, you can choose “Re-register” to update your data.</source>
            <translation>إذا تغيّر رقم هاتفك، أو كان الرقم أو البريد الإلكتروني المسجل غير صحيح، فيمكنك اختيار «إعادة تسجيل» لتحديث بياناتك.</translation>
        </message>
    </context>
    <context>
        <name>steps</name>
        <message>
            <source>Continue</source>
            <translation>متابعة</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>ارسال</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>موافق</translation>
        </message>
        <message>
            <source>Verification code</source>
            <translation>رمز التحقق</translation>
        </message>
        <message>
            <source>No ID card at hand, or no relative's number? Please visit the nearest branch with proof of identity, or call 117117.</source>
            <translation>إذا لم تتوفر لديك البطاقة الشخصية أو الرقم الوطني لأحد الأقارب فيرجى مراجعة أقرب فرع ومعك ما يثبت الشخصية، أو الاتصال على 117117.</translation>
        </message>
        <message>
            <source>No personal number or passport at hand? Please visit the nearest branch with proof of identity, or call 117117.</source>
            <translation>إذا لم يتوفر لديك الرقم الشخصي أو جواز السفر فيرجى مراجعة أقرب فرع ومعك ما يثبت الشخصية، أو الاتصال على 117117.</translation>
        </message>
        <message>
            <source>Identity</source>
            <translation>الهوية</translation>
        </message>
        <message>
            <source>What you need: Jordanians, your ID card and a relative's national number; non-Jordanians, your personal number and passport; everyone, your phone number.</source>
            <translation>ما يلزم للتسجيل: للأردني البطاقة الشخصية والرقم الوطني لأحد الأقارب، ولغير الأردني الرقم الشخصي وجواز السفر، وللجميع رقم الهاتف.</translation>
        </message>
        <message>
            <source>Contact details</source>
            <translation>بيانات الاتصال</translation>
        </message>
        <message>
            <source>The code that activates your account is sent here.</source>
            <translation>يصل رمز تفعيل حسابك إلى رقم الهاتف أو البريد الإلكتروني المُدخل هنا.</translation>
        </message>
        <message>
            <source>Further details</source>
            <translation>بيانات إضافية</translation>
        </message>
        <message>
            <source>Everything on this page is optional.</source>
            <translation>كافة الحقول في هذه الصفحة اختيارية.</translation>
        </message>
        <message>
            <source>This question is optional.</source>
            <translation>الإجابة عن هذا السؤال اختيارية.</translation>
        </message>
        <message>
            <source>This question is optional. What is left empty is not kept in your account.</source>
            <translation>الإجابة عن هذا السؤال اختيارية، وما يُترك فارغاً لا يبقى مسجلاً في حسابك.</translation>
        </message>
        <message>
            <source>Everything on this page is optional. What is left empty is not kept in your account.</source>
            <translation>كافة الحقول في هذه الصفحة اختيارية، وما يُترك منها فارغاً لا يبقى مسجلاً في حسابك.</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>كلمة السر</translation>
        </message>
        <message>
            <source>You will sign in with this password and your national or personal number.</source>
            <translation>يمكنك لاحقاً الدخول إلى حسابك برقمك الوطني أو رقمك الشخصي وكلمة السر هذه.</translation>
        </message>
        <message>
            <source>Review your details before sending</source>
            <translation>مراجعة البيانات قبل الإرسال</translation>
        </message>
        <message>
            <source>Please make sure that everything is right, enter the picture code, then choose “Send”.</source>
            <translation>يرجى التأكد من صحة البيانات وإدخال رمز الشاشة، ثم الضغط على «ارسال».</translation>
        </message>
        <message>
            <source>Re-registering brings the phone, the e-mail and the other data of your account up to date.</source>
            <translation>تتيح لك إعادة التسجيل تحديث رقم هاتفك وبريدك الإلكتروني وباقي بيانات حسابك.</translation>
        </message>
        <message>
            <source>Sign in to e-services</source>
            <translation>الدخول إلى الخدمات الإلكترونية</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>دخول</translation>
        </message>
        <message>
            <source>Forgot password</source>
            <translation>نسيت كلمة السر</translation>
        </message>
        <message>
            <source>A code reaches your phone or e-mail; with it you choose a new password.</source>
            <translation>يصل رمز التحقق إلى هاتفك أو بريدك الإلكتروني، ثم يمكنك إدخال كلمة سر جديدة.</translation>
        </message>
        <message>
            <source>The code goes to the phone or the e-mail on record.</source>
            <translation>يُرسل الرمز إلى رقم الهاتف أو البريد الإلكتروني المسجل.</translation>
        </message>
        <message>
            <source>Code and new password</source>
            <translation>رمز التحقق وكلمة السر الجديدة</translation>
        </message>
        <message>
            <source>If this number has an account, a code will reach the phone or e-mail on record. Please enter the code and the new password.</source>
            <translation>إذا كان لهذا الرقم حساب فسيصل رمز التحقق إلى الوسيلة المسجلة. يرجى إدخال الرمز وكلمة السر الجديدة.</translation>
        </message>
        <message>
            <source>Social security number inquiry</source>
            <translation>الاستعلام عن رقم الضمان</translation>
        </message>
        <message>
            <source>Send verification code</source>
            <translation>إرسال رمز التحقق</translation>
        </message>
        <message>
            <source>You receive a verification code, then see your insurance number.</source>
            <translation>يصلك رمز التحقق ثم يظهر رقم التأمين الخاص بك.</translation>
        </message>
        <message>
            <source>Individual registration</source>
            <translation>تسجيل الأفراد</translation>
        </message>
        <message>
            <source>Re-register</source>
            <translation>إعادة تسجيل</translation>
        </message>
    </context>
    <context>
        <name>wording</name>
        <message>
            <source>You can open the “{app}” (Jordanian Social Security) phone app with the same sign-in ID and password.</source>
            <translation>يمكنك الدخول إلى تطبيق «{app}» على هاتفك برمز الدخول نفسه وكلمة السر نفسها.</translation>
        </message>
        <message>
            <source>Nationality</source>
            <translation>الجنسية</translation>
        </message>
        <message>
            <source>Country of nationality</source>
            <translation>بلد الجنسية</translation>
        </message>
        <message>
            <source>National number</source>
            <translation>الرقم الوطني</translation>
        </message>
        <message>
            <source>Personal number</source>
            <translation>الرقم الشخصي</translation>
        </message>
        <message>
            <source>ID card number</source>
            <translation>رقم البطاقة الشخصية</translation>
        </message>
        <message>
            <source>Civil ID number</source>
            <translation>رقم هوية الأحوال</translation>
        </message>
        <message>
            <source>Passport number</source>
            <translation>رقم جواز السفر</translation>
        </message>
        <message>
            <source>Date of birth</source>
            <translation>تاريخ الميلاد</translation>
        </message>
        <message>
            <source>A relative's national number</source>
            <translation>رقم وطني لأحد الأقارب</translation>
        </message>
        <message>
            <source>Kinship</source>
            <translation>صلة القرابة</translation>
        </message>
        <message>
            <source>International calling code</source>
            <translation>رمز الهاتف الدولي</translation>
        </message>
        <message>
            <source>Phone number</source>
            <translation>رقم الهاتف</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>البريد الإلكتروني</translation>
        </message>
        <message>
            <source>Confirm e-mail</source>
            <translation>تأكيد البريد الإلكتروني</translation>
        </message>
        <message>
            <source>Activation method</source>
            <translation>طريقة التفعيل</translation>
        </message>
        <message>
            <source>Country of residence</source>
            <translation>بلد الاقامة</translation>
        </message>
        <message>
            <source>Academic level</source>
            <translation>المستوى الاكاديمي</translation>
        </message>
        <message>
            <source>Bank</source>
            <translation>البنك</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>كلمة السر</translation>
        </message>
        <message>
            <source>Confirm password</source>
            <translation>تأكيد كلمة السر</translation>
        </message>
        <message>
            <source>New password</source>
            <translation>كلمة السر الجديدة</translation>
        </message>
        <message>
            <source>Picture code</source>
            <translation>رمز الشاشة</translation>
        </message>
        <message>
            <source>Verification code</source>
            <translation>رمز التحقق</translation>
        </message>
        <message>
            <source>Sign-in ID</source>
            <translation>رمز الدخول</translation>
        </message>
        <message>
            <source>User ID</source>
            <translation>رمز المستخدم</translation>
        </message>
        <message>
            <source>How to receive the code</source>
            <translation>طريقة إرسال رمز التحقق</translation>
        </message>
        <message>
            <source>10 digits, as on your civil ID card</source>
            <translation>10 أرقام، كما هو في بطاقة الأحوال المدنية (البطاقة الشخصية)</translation>
        </message>
        <message>
            <source>10 digits, as in your residence papers</source>
            <translation>10 أرقام، كما هو في وثائق الإقامة</translation>
        </message>
        <message>
            <source>On the back of the ID card, usually 3 Latin letters and 5 digits</source>
            <translation>خلف البطاقة الشخصية، ويتكون عادةً من 3 أحرف إنجليزية و5 أرقام</translation>
        </message>
        <message>
            <source>As printed in the passport or travel document</source>
            <translation>كما هو في جواز السفر أو وثيقة السفر</translation>
        </message>
        <message>
            <source>Day, month, year, for example 17/5/1990</source>
            <translation>اليوم ثم الشهر ثم السنة، مثال: ⁦17/5/1990⁩</translation>
        </message>
        <message>
            <source>The number of your father, mother, brother, sister, spouse, son or daughter</source>
            <translation>رقم الأب أو الأم، أو الأخ أو الأخت، أو الزوج أو الزوجة، أو الابن أو الابنة</translation>
        </message>
        <message>
            <source>What this relative is to you. Example: for your father's or mother's number, choose “Parents”</source>
            <translation>صلة هذا القريب بك. مثال: عند إدخال رقم والدك أو والدتك يكون الاختيار «الوالدين»</translation>
        </message>
        <message>
            <source>Search by the country's name or its code</source>
            <translation>يمكن البحث باسم البلد أو رمزه</translation>
        </message>
        <message>
            <source>Without its leading zero, for example 790000000</source>
            <translation>بدون صفر في بدايته، مثال: 790000000</translation>
        </message>
        <message>
            <source>For example name@example.com</source>
            <translation>مثال: ⁦name@example.com⁩</translation>
        </message>
        <message>
            <source>The same address once more</source>
            <translation>البريد الإلكتروني نفسه مرة أخرى</translation>
        </message>
        <message>
            <source>The bank where your account is</source>
            <translation>البنك الذي يوجد فيه حسابك</translation>
        </message>
        <message>
            <source>At least 8 characters, with digits, letters and symbols</source>
            <translation>8 خانات على الأقل، تتكون من أرقام وحروف ورموز</translation>
        </message>
        <message>
            <source>Your national number, or your personal number if you are not Jordanian</source>
            <translation>الرقم الوطني للأردني أو الرقم الشخصي لغير الأردني</translation>
        </message>
        <message>
            <source>Exactly as in the picture, capitals and small letters</source>
            <translation>كما هو في الصورة تماماً، مع مراعاة الأحرف الكبيرة والصغيرة</translation>
        </message>
        <message>
            <source>Jordanian</source>
            <translation>أردني</translation>
        </message>
        <message>
            <source>Non-Jordanian</source>
            <translation>غير أردني</translation>
        </message>
        <message>
            <source>By phone number</source>
            <translation>عن طريق رقم الهاتف</translation>
        </message>
        <message>
            <source>By e-mail</source>
            <translation>عن طريق البريد الإلكتروني</translation>
        </message>
        <message>
            <source>Identity</source>
            <translation>الهوية</translation>
        </message>
        <message>
            <source>Contact details</source>
            <translation>بيانات الاتصال</translation>
        </message>
        <message>
            <source>Further details</source>
            <translation>بيانات إضافية</translation>
        </message>
        <message>
            <source>Review and send</source>
            <translation>المراجعة والإرسال</translation>
        </message>
        <message>
            <source>a letter</source>
            <translation>حرف</translation>
        </message>
        <message>
            <source>a digit</source>
            <translation>رقم</translation>
        </message>
        <message>
            <source>a symbol such as * @ #</source>
            <translation>رمز مثل ⁦* @ #⁩</translation>
        </message>
        <message>
            <source>Not complete yet</source>
            <translation>كلمة السر غير مكتملة</translation>
        </message>
        <message>
            <source>Acceptable</source>
            <translation>مقبولة</translation>
        </message>
        <message>
            <source>Fair</source>
            <translation>متوسطة</translation>
        </message>
        <message>
            <source>Good</source>
            <translation>جيدة</translation>
        </message>
        <message>
            <source>Very good</source>
            <translation>جيدة جداً</translation>
        </message>
        <message>
            <source>Search by the country's name</source>
            <translation>يمكن البحث باسم البلد</translation>
        </message>
        <message>
            <source>The same password once more</source>
            <translation>كلمة السر نفسها مرة أخرى</translation>
        </message>
    </context>
</TS>
